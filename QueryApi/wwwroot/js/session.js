import * as api from './api.js';
import { h } from './dom.js';

// The address that ./julie up prints carries the key in the fragment, which browsers never send; it leaves the address bar at once.
export async function signInFromAddress() {
  const key = new URLSearchParams(location.hash.slice(1)).get('key');
  if (key === null) {
    return;
  }
  history.replaceState(null, '', location.pathname + location.search);
  try {
    await api.signIn(key);
  } catch {
    // A cookie of an earlier visit may still be good; if not, the form says what to do.
  }
}

export function showSignIn(view, signedIn) {
  const input = h('input', { type: 'password', name: 'key', required: true, autocomplete: 'current-password', 'aria-label': 'Key', placeholder: 'jl_…' });
  const problem = h('p', { class: 'problem', role: 'alert' });
  view.replaceChildren(h('section', { class: 'start' },
    h('h1', {}, 'Sign in with a key'),
    h('p', {}, 'Julie shows only what your key may read. On the machine that runs it, the key is in ', h('code', {}, '.julie/admin.key'), ', and the address that ', h('code', {}, './julie up'), ' prints signs you in by itself.'),
    h('form', { onsubmit: async (event) => {
      event.preventDefault();
      problem.textContent = '';
      try {
        await api.signIn(input.value.trim());
        await signedIn();
      } catch (error) {
        problem.textContent = error.text ?? error.message;
        input.select();
      }
    } }, h('div', { class: 'field' }, input, h('button', {}, 'Sign in')), problem)));
  input.focus();
}
