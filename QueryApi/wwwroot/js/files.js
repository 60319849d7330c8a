import * as api from './api.js';
import { h } from './dom.js';
import { count, plural } from './words.js';

function entry(file) {
  return h('li', {}, h('code', {}, file.path), h('span', { class: 'soft' }, file.reason ?? file.state));
}

// Which files are not searchable, and why. Below the table it would go with its next refresh, so it is a dialog.
export async function showFiles(repository, state) {
  const list = h('ul', { class: 'left-out', tabindex: '0', 'aria-label': 'Files' });
  const problem = h('p', { class: 'problem', role: 'alert' });
  const more = h('button', { type: 'button' }, 'More');
  const dialog = h('dialog', { 'aria-label': `Files of ${repository.name} that are ${state}`, onclose: () => dialog.remove() },
    h('h2', {}, `${repository.name}: ${state}`), list, problem, h('form', { method: 'dialog' }, more, ' ', h('button', {}, 'Close')));
  let cursor = null;
  const load = async () => {
    more.disabled = true;
    try {
      const page = await api.files(repository.id, state, cursor);
      cursor = page.next;
      list.append(...page.files.map(entry));
      more.hidden = !cursor;
      more.disabled = false;
      problem.textContent = list.children.length === 0 ? `No file is ${state} any more.` : '';
    } catch (error) {
      problem.textContent = error.text ?? error.message;
      more.disabled = false;
    }
  };
  more.addEventListener('click', load);
  document.body.append(dialog);
  dialog.showModal();
  await load();
}

// "12 skipped", as a link to them.
export function filesButton(repository, state, number) {
  return h('button', { type: 'button', class: 'link', title: plural(number, 'file'), onclick: () => showFiles(repository, state) }, `${count(number)} ${state}`);
}
