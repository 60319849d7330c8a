import * as api from './api.js';
import { h } from './dom.js';
import { ago, shortCommit, shortRef } from './words.js';

function entry(ref) {
  const behind = ref.head && ref.commit && ref.head !== ref.commit;
  return h('li', {},
    h('span', {}, h('code', {}, shortRef(ref.name)), ref.isDefault && h('span', { class: 'badge' }, 'default'), behind && h('span', { class: 'badge stale', title: `the remote is at ${ref.head}` }, 'stale'),
      ref.error && h('span', { class: 'problem' }, ` ${ref.error}`)),
    h('span', { class: 'soft' }, ref.commit ? `${shortCommit(ref.commit)}${ref.syncedAt ? `, ${ago(ref.syncedAt)}` : ''}` : ref.state ?? 'not synced yet'));
}

// The branches and tags of a repository that are indexed.
export async function showRefs(repository) {
  const list = h('ul', { class: 'left-out', tabindex: '0', 'aria-label': 'Refs' });
  const problem = h('p', { class: 'problem', role: 'alert' });
  const dialog = h('dialog', { 'aria-label': `Refs of ${repository.name}`, onclose: () => dialog.remove() },
    h('h2', {}, `${repository.name}: refs`),
    list, problem,
    repository.remote?.checkedAt && h('p', { class: 'soft' }, `The remote was last asked ${ago(repository.remote.checkedAt)}.`),
    h('form', { method: 'dialog' }, h('button', {}, 'Close')));
  document.body.append(dialog);
  dialog.showModal();
  try {
    list.append(...(await api.refs(repository.id)).map(entry));
  } catch (error) {
    problem.textContent = error.text ?? error.message;
  }
}
