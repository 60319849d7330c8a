import * as api from './api.js';
import { announce, h } from './dom.js';
import { plural } from './words.js';

// Asks first, and has the focus where Enter does no harm.
export function removeButton(repository, refresh) {
  const ask = () => {
    const problem = h('p', { class: 'problem', role: 'alert' });
    const remove = h('button', { type: 'button', onclick: async () => {
      remove.disabled = true;
      try {
        await api.remove(repository.id);
        dialog.close();
        announce(`${repository.name} is removed`);
        await refresh();
      } catch (error) {
        remove.disabled = false;
        problem.textContent = error.text ?? error.message;
      }
    } }, 'Remove');
    const dialog = h('dialog', { 'aria-label': `Remove ${repository.name}`, onclose: () => dialog.remove() },
      h('h2', {}, `Remove ${repository.name}?`),
      h('p', {}, `${plural(repository.files.total, 'file')} of ${repository.url} will not be found any more. The repository itself is not touched.`), problem,
      h('form', { method: 'dialog' }, remove, ' ', h('button', { autofocus: true }, 'Cancel')));
    document.body.append(dialog);
    dialog.showModal();
  };
  return h('button', { type: 'button', class: 'link soft', 'aria-label': `Remove ${repository.name}`, title: 'Take it out of the index', onclick: ask }, 'Remove');
}
