import * as api from './api.js';
import { ago, announce, count, h, percent, plural } from './dom.js';
import { filesButton } from './files.js';

const busy = new Set(['pending', 'syncing', 'embedding']);

function skipped(repository) {
  const { files } = repository;
  const reasons = Object.entries(files.skipped).sort((a, b) => b[1] - a[1]);
  const all = reasons.reduce((sum, [, number]) => sum + number, 0);
  if (files.total === 0) {
    return h('td', { class: 'wide' });
  }
  return h('td', { class: 'wide' },
    `${count(files.indexed)} of ${plural(files.total, 'file')} indexed`,
    (all > 0 || files.failed > 0 || files.pending > 0) && h('div', { class: 'soft' },
      files.pending > 0 && `${count(files.pending)} still to be read`, files.pending > 0 && all + files.failed > 0 && '; ',
      all > 0 && [filesButton(repository, 'skipped', all), `: ${reasons.map(([reason, number]) => `${reason} ${count(number)}`).join(', ')}`],
      all > 0 && files.failed > 0 && '; ', files.failed > 0 && filesButton(repository, 'failed', files.failed)));
}

function bar(share) {
  const element = h('div', { class: 'share', role: 'meter', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': share, 'aria-label': 'Passages with a vector, in percent' });
  element.style.setProperty('--share', `${share}%`);
  return element;
}

function row(repository, go) {
  const { passages } = repository;
  const share = percent(passages.embedded, passages.total);
  const scope = `repo:${/\s/.test(repository.name) ? JSON.stringify(repository.name) : repository.name} `;
  return h('tr', {},
    h('td', {}, h('a', { href: '#', title: 'Search in it', onclick: (event) => { event.preventDefault(); go(scope); } }, repository.name),
      h('div', { class: 'soft' }, repository.url),
      repository.error && h('p', { class: 'problem' }, repository.error)),
    h('td', {}, h('span', { class: `state ${repository.state}` }, repository.state),
      h('div', { class: 'soft' }, repository.commit ? [h('code', { title: repository.commit }, repository.commit.slice(0, 9)), repository.syncedAt ? `, ${ago(repository.syncedAt)}` : ''] : 'not synced yet')),
    skipped(repository),
    passages.total === 0 ? h('td') : h('td', {}, `${share} %`, h('div', { class: 'soft' }, plural(passages.total, 'passage'), passages.failed > 0 ? `, ${count(passages.failed)} failed` : ''), bar(share)));
}

export function addForm(added) {
  const input = h('input', { type: 'text', name: 'url', required: true, autocomplete: 'off', spellcheck: 'false', 'aria-label': 'Repository to index', placeholder: 'https://host/owner/name' });
  const button = h('button', {}, 'Index');
  const problem = h('p', { class: 'problem', role: 'alert' });
  return h('form', { onsubmit: async (event) => {
    event.preventDefault();
    button.disabled = true;
    problem.textContent = '';
    try {
      const accepted = await api.register(input.value.trim());
      input.value = '';
      announce(`${accepted.name} is being indexed`);
      await added();
    } catch (error) {
      problem.textContent = [error.message, error.detail].filter(Boolean).join(': ');
    } finally {
      button.disabled = false;
    }
  } }, h('div', { class: 'field' }, input, button), problem);
}

// The view keeps itself up to date while something is under way; the signal ends it.
export async function showRepositories(view, canAdd, go, signal) {
  const list = h('div', { class: 'table' });
  let timer;
  const refresh = async () => {
    clearTimeout(timer);
    const { repositories, space, passages } = await api.status(signal);
    list.replaceChildren(...(repositories.length === 0
      ? [h('p', { class: 'notice' }, 'Nothing is indexed yet. ', canAdd ? 'Give a repository above, or run ' : 'Run ', h('code', {}, './julie index PATH|URL'), '.')]
      : [
        h('p', { class: 'about' }, h('span', {}, h('strong', {}, plural(repositories.length, 'repository', 'repositories'))), h('span', {}, `${count(passages.embedded)} of ${plural(passages.total, 'passage')} embedded`),
          space && h('span', {}, `${space.model}, ${space.dimensions} dimensions, ${space.search} search`)),
        h('table', {}, h('thead', {}, h('tr', {}, ['Repository', 'State', 'Files', 'Coverage'].map((title) => h('th', { scope: 'col' }, title)))), h('tbody', {}, repositories.map((repository) => row(repository, go)))),
      ]));
    timer = setTimeout(() => refresh().catch(() => {}), repositories.some((repository) => busy.has(repository.state)) ? 1500 : 15000);
  };
  signal.addEventListener('abort', () => clearTimeout(timer));
  await refresh();
  view.replaceChildren(h('section', { class: 'repositories' }, h('h1', {}, 'Repositories'), canAdd && addForm(refresh), list));
}
