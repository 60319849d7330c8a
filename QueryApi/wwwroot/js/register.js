import * as api from './api.js';
import { announce, h } from './dom.js';

// Index another repository.
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
      await added(accepted);
    } catch (error) {
      problem.textContent = error.text ?? error.message;
    } finally {
      button.disabled = false;
    }
  } }, h('div', { class: 'field' }, input, button), problem);
}
