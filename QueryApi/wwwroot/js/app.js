import * as api from './api.js';
import { readAddress, searchAddress } from './address.js';
import { offerCompletions } from './complete.js';
import { showDeliveries } from './deliveries.js';
import { announce, byId, copy, h, mark } from './dom.js';
import { showFile } from './file.js';
import { listenToKeys } from './keyboard.js';
import { renderProblem } from './problem.js';
import { asksSomething } from './query.js';
import { showRepositories } from './repositories.js';
import { createRouter } from './router.js';
import { offerSchemes } from './scheme.js';
import { createSearch } from './search.js';
import { showSignIn, signInFromAddress } from './session.js';
import { showSimilar } from './similar.js';
import { showStart } from './start.js';
import { listenToTyping } from './typing.js';

const view = byId('view');
const box = byId('q');
const router = createRouter(render);
let running = new AbortController();
let scopes = [];
let known = Promise.resolve();
let languages = null;

const context = {
  view,
  keys: {},
  repositories: new Map(),
  navigate: router.navigate,
  back: router.back,
  said: announce,
  copy: (text) => copy(text, 'Path'),
  may: (scope) => scopes.includes(scope) || scopes.includes('admin'),
  // The ref where it is not the default one; before the repositories are known only a query that names refs finds others.
  refOf(place) {
    const known = context.repositories.get(place.repository);
    return place.ref && (known ? place.ref !== known.ref : /\b(ref|branch):/i.test(box.value)) ? place.ref : null;
  },

  // A query by a click. Filters alone ask nothing: the words are still to come.
  go(query) {
    if (asksSomething(query)) {
      router.navigate(searchAddress(query));
      return;
    }
    router.navigate(location.pathname);
    box.value = query === '' ? '' : `${query.trim()} `;
    box.focus();
  },
};
const search = createSearch(context);

function titleOf(address) {
  const name = { repositories: 'Repositories', deliveries: 'Deliveries' }[address.view];
  return name ?? address.file ?? address.query;
}

async function show(address, signal, manner) {
  if (address.file) {
    await showFile(context, address, signal);
  } else if (address.similar) {
    await showSimilar(context, address, signal);
  } else if (address.view === 'repositories') {
    await showRepositories(context, signal);
  } else if (address.view === 'deliveries') {
    await showDeliveries(context, address, signal);
  } else if (address.query !== '') {
    Object.assign(context.keys, search.keys);
    if (!(manner.returns && search.restore(view, address))) {
      await search.show(view, address, signal, manner.typing);
      if (manner.returns) {
        search.focusCurrent();
      }
    }
  } else {
    await showStart(context, signal);
    box.focus();
  }
}

function showProblem(problem, address, manner) {
  if (problem.status === 401) {
    showSignedOut();
  } else if (!(problem instanceof api.Problem)) {
    throw problem;
  } else if (manner.typing) {
    // A value that is half written, with what it may become below it, is no slip yet.
    if (box.getAttribute('aria-expanded') === 'true') {
      return;
    }
    search.showSlip(view, address.query, problem);
  } else {
    view.replaceChildren(h('h1', { class: 'visually-hidden' }, 'This cannot be shown'), renderProblem(problem, address.query));
  }
}

// manner: typing, where the query is still being written; returns, where the browser's history goes back or on.
async function render(address, manner) {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const title = titleOf(address);
  context.keys = {};
  document.title = title ? `${title} · Julie` : 'Julie';
  if (!manner.typing) {
    box.value = address.query;
  }
  for (const name of ['repositories', 'deliveries']) {
    mark(byId(`nav-${name}`), address.view === name && 'page');
  }
  // A quick answer needs no sign of waiting.
  const slow = setTimeout(() => { byId('progress').hidden = false; view.classList.add('busy'); }, 300);
  view.setAttribute('aria-busy', 'true');
  try {
    await show(address, signal, manner);
  } catch (problem) {
    if (problem.name !== 'AbortError' && !signal.aborted) {
      showProblem(problem, address, manner);
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
    showProblem(problem, { query: '' }, {});
    return;
  }
  byId('ask').hidden = false;
  byId('nav').hidden = false;
  view.replaceChildren(); // the form of a sign-in that succeeded
  languages = null;
  known = api.repositories().then((all) => { context.repositories = new Map(all.map((repository) => [repository.name, repository])); }).catch(() => {});
  await render(readAddress(), {});
}

byId('sign-out').addEventListener('click', async () => {
  await api.signOut();
  location.assign(location.pathname);
});
offerSchemes(byId('scheme'));
const noLanguages = () => {
  languages = null; // asked again with the next key
  return [];
};
offerCompletions(box, byId('options'), { repo: async () => { await known; return [...context.repositories.keys()]; }, lang: () => (languages ??= api.languages().catch(noLanguages)) });
listenToTyping(box, router);
listenToKeys(context);
await signInFromAddress();
await begin();
