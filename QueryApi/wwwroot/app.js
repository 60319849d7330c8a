import * as api from './js/api.js';
import { showDeliveries } from './js/deliveries.js';
import { byId, h } from './js/dom.js';
import { listenToKeys } from './js/keyboard.js';
import { showRepositories } from './js/repositories.js';
import { renderAnswer } from './js/results.js';
import { showSignIn, signInFromAddress } from './js/session.js';
import { showStart } from './js/start.js';

const limit = 30;
const view = byId('view');
const box = byId('q');
let running = new AbortController();
let scopes = [];
let urls = new Map();

const may = (scope) => scopes.includes(scope) || scopes.includes('admin');

// The address holds the state: a search can be sent to a colleague, and back goes back.
function go(query, name) {
  const address = new URLSearchParams();
  if (name) {
    address.set('view', name);
  }
  if (query) {
    address.set('q', query.trim());
  }
  if (query !== null && query !== undefined && query.endsWith(' ')) {
    // a filter to begin with: the words are still to come
    history.pushState(null, '', location.pathname);
    return render().then(() => { box.value = query; box.focus(); });
  }
  history.pushState(null, '', address.size > 0 ? `?${address}` : location.pathname);
  window.scrollTo(0, 0);
  return render();
}

function show(address) {
  history.pushState(null, '', address);
  return render();
}

function renderProblem(problem, query) {
  const placed = problem.position !== undefined && query;
  const end = placed ? problem.position + problem.length : 0;
  view.replaceChildren(h('section', { class: 'notice bad', role: 'alert' },
    h('h2', {}, problem.message), problem.detail && h('p', {}, problem.detail),
    placed && problem.length > 0 && query.length < 500 && h('pre', {}, query.slice(0, problem.position), h('span', { class: 'wrong' }, query.slice(problem.position, end)), query.slice(end))));
}

async function renderSearch(query, signal) {
  const answer = await api.search(query, limit, signal);
  view.replaceChildren(...renderAnswer(query, answer, urls, go).flat(Infinity).filter(Boolean));
}

async function render() {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const address = new URLSearchParams(location.search);
  const query = address.get('q') ?? '';
  const name = address.get('view');
  const title = { repositories: 'Repositories', deliveries: 'Deliveries' }[name];
  box.value = query;
  document.title = title ? `${title} · Julie` : query ? `${query} · Julie` : 'Julie';
  byId('nav-repositories').toggleAttribute('aria-current', name === 'repositories');
  byId('nav-deliveries').toggleAttribute('aria-current', name === 'deliveries');
  // A quick answer needs no sign of waiting.
  const slow = setTimeout(() => { byId('progress').hidden = false; view.classList.add('busy'); }, 150);
  view.setAttribute('aria-busy', 'true');
  try {
    if (name === 'repositories') {
      await showRepositories(view, may('ingest'), go, signal);
    } else if (name === 'deliveries') {
      await showDeliveries(view, address, may('ingest'), go, show, signal);
    } else if (query) {
      await renderSearch(query, signal);
    } else {
      await showStart(view, may('ingest'), go, signal);
      box.focus();
    }
  } catch (problem) {
    if (problem.name === 'AbortError' || signal.aborted) {
      return;
    }
    if (problem.status === 401) {
      showSignedOut();
    } else if (problem instanceof api.Problem) {
      renderProblem(problem, query);
    } else {
      throw problem;
    }
  } finally {
    clearTimeout(slow);
    if (!signal.aborted) {
      byId('progress').hidden = true;
      view.classList.remove('busy');
      view.setAttribute('aria-busy', 'false');
    }
  }
}

function showSignedOut() {
  byId('ask').hidden = true;
  byId('nav').hidden = true;
  showSignIn(view, begin);
}

async function begin() {
  try {
    ({ scopes } = await api.session());
  } catch (problem) {
    if (problem.status === 401) {
      showSignedOut();
    } else {
      renderProblem(problem, '');
    }
    return;
  }
  byId('ask').hidden = false;
  byId('nav').hidden = false;
  view.replaceChildren(); // the form of a sign-in that succeeded
  api.status().then(({ repositories }) => { urls = new Map(repositories.map((repository) => [repository.name, repository.url])); }).catch(() => {});
  await render();
}

byId('ask').addEventListener('submit', (event) => {
  event.preventDefault();
  go(box.value.trim());
  box.blur();
});
byId('sign-out').addEventListener('click', async () => {
  await api.signOut();
  location.assign(location.pathname);
});
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-link]');
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    history.pushState(null, '', link.href);
    render();
  }
});
window.addEventListener('popstate', render);
listenToKeys();
await signInFromAddress();
await begin();
