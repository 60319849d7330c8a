import * as api from './api.js';
import { filesButton } from './files.js';
import { announce, h } from './dom.js';
import { filterText } from './query.js';
import { showRefs } from './refs.js';
import { addForm } from './register.js';
import { removeButton } from './remove.js';
import { ago, count, percent, plural, shortCommit, shortRef } from './words.js';

const busy = new Set(['pending', 'syncing', 'embedding']);

function bar(share, label) {
  const element = h('div', { class: 'share', role: 'meter', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': share, 'aria-label': label });
  element.style.setProperty('--share', `${share}%`);
  return element;
}

function filesCell(repository) {
  const { files } = repository;
  const reasons = Object.entries(files.skipped).sort((a, b) => b[1] - a[1]);
  const all = reasons.reduce((sum, [, number]) => sum + number, 0);
  if (files.total === 0) {
    return h('td', { class: 'wide' });
  }
  const rest = [
    files.pending > 0 && [`${count(files.pending)} still to be read`],
    all > 0 && [filesButton(repository, 'skipped', all), `: ${reasons.map(([reason, number]) => `${reason} ${count(number)}`).join(', ')}`],
    files.failed > 0 && [filesButton(repository, 'failed', files.failed)],
  ].filter(Boolean);
  return h('td', { class: 'wide' },
    `${count(files.indexed)} of ${plural(files.total, 'file')} indexed`,
    rest.length > 0 && h('div', { class: 'soft' }, rest.map((part, i) => [i > 0 && '; ', part])));
}

// How far the sync is that is under way: what it does, and of what it reads how much.
function progress(sync) {
  if (!sync || !['pending', 'running'].includes(sync.state)) {
    return null;
  }
  return h('div', { class: 'soft' }, sync.state === 'pending' ? 'waits for its turn' : `${sync.stage ?? 'begins'}${sync.blobsTotal > 0 ? `, ${count(sync.blobsRead)} of ${plural(sync.blobsTotal, 'blob')} read` : ''}`,
    sync.blobsTotal > 0 && bar(percent(sync.blobsRead, sync.blobsTotal), 'Blobs read, in percent'));
}

function stateCell(repository, sync) {
  return h('td', {}, h('span', { class: `state ${repository.state}` }, repository.state),
    h('div', { class: 'soft' }, repository.commit ? [shortRef(repository.ref), ' ', h('code', { title: repository.commit }, shortCommit(repository.commit)), repository.syncedAt ? `, ${ago(repository.syncedAt)}` : ''] : 'not synced yet'),
    progress(sync));
}

function coverageCell({ passages }) {
  if (passages.total === 0) {
    return h('td');
  }
  const share = percent(passages.embedded, passages.total);
  return h('td', {}, `${share} %`, h('div', { class: 'soft' }, plural(passages.total, 'passage'), passages.failed > 0 ? `, ${count(passages.failed)} failed` : ''), bar(share, 'Passages with a vector, in percent'));
}

function syncButton(repository, refresh) {
  const button = h('button', { type: 'button', class: 'small', 'aria-label': `Re-index ${repository.name}`, title: 'Fetch it now and index what changed', onclick: async () => {
    button.disabled = true;
    try {
      await api.register(repository.url, repository.name);
      announce(`${repository.name} is being indexed`);
      await refresh();
    } catch (error) {
      button.disabled = false;
      button.after(h('p', { class: 'problem', role: 'alert' }, error.text ?? error.message));
    }
  } }, 'Re-index');
  return button;
}

function row(repository, sync, context, refresh) {
  const { remote } = repository;
  return h('tr', { 'data-repository': repository.name },
    h('td', {}, h('a', { href: '#', title: 'Search in it', onclick: (event) => { event.preventDefault(); context.go(filterText({ field: 'repo', value: repository.name })); } }, repository.name),
      h('div', { class: 'soft' }, repository.url),
      repository.error && h('p', { class: 'problem' }, repository.error),
      remote?.error && h('p', { class: 'problem' }, `The remote did not answer (${plural(remote.failures, 'time')}): ${remote.error}`)),
    stateCell(repository, sync),
    filesCell(repository),
    coverageCell(repository),
    h('td', { class: 'act' },
      h('button', { type: 'button', class: 'link soft', title: 'Branches and tags that are indexed', onclick: () => showRefs(repository) }, plural(repository.refs, 'ref')), ' ',
      context.may('ingest') && [removeButton(repository, refresh), ' ', syncButton(repository, refresh)]));
}

async function syncsOf(repositories, signal) {
  const under = repositories.filter((repository) => repository.syncId !== null && repository.syncId !== undefined);
  return new Map(await Promise.all(under.slice(0, 20).map(async (repository) => [repository.id, await api.sync(repository.syncId, signal)])));
}

// The view keeps itself up to date while something is under way; the signal ends it. A button that has the focus keeps it.
export async function showRepositories(context, signal) {
  const list = h('div', { class: 'table' });
  const canAdd = context.may('ingest');
  let timer;
  const refresh = async () => {
    clearTimeout(timer);
    const { repositories, space, passages } = await api.status(signal);
    const syncs = await syncsOf(repositories, signal);
    context.repositories = new Map(repositories.map((repository) => [repository.name, repository]));
    const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute('aria-label') : null;
    list.replaceChildren(...(repositories.length === 0
      ? [h('p', { class: 'notice' }, 'Nothing is indexed yet. ', canAdd ? 'Give a repository above, or run ' : 'Run ', h('code', {}, './julie index PATH|URL'), '.')]
      : [
        h('p', { class: 'about' }, h('span', {}, h('strong', {}, plural(repositories.length, 'repository', 'repositories'))), h('span', {}, `${count(passages.embedded)} of ${plural(passages.total, 'passage')} embedded`),
          space && h('span', {}, `${space.model}, ${space.dimensions} dimensions, ${space.search} search`)),
        h('table', {}, h('thead', {}, h('tr', {}, ['Repository', 'State', 'Files', 'Coverage', h('span', { class: 'visually-hidden' }, 'Actions')].map((title) => h('th', { scope: 'col' }, title)))),
          h('tbody', {}, repositories.map((repository) => row(repository, syncs.get(repository.id), context, refresh)))),
      ]));
    if (focused) {
      [...list.querySelectorAll('button')].find((button) => button.getAttribute('aria-label') === focused)?.focus({ preventScroll: true });
    }
    timer = setTimeout(() => refresh().catch(() => {}), repositories.some((repository) => busy.has(repository.state)) ? 1500 : 15000);
  };
  signal.addEventListener('abort', () => clearTimeout(timer));
  await refresh();
  context.view.replaceChildren(h('section', { class: 'listing' }, h('h1', {}, 'Repositories'), canAdd && addForm(refresh), list));
}
