import { byId, copy } from './dom.js';

const typing = (element) => element.matches?.('input, textarea, select, [contenteditable]');
const rows = '.file, .row';
const current = () => document.querySelector('.file[aria-current], .row[aria-current]');

function move(step) {
  const places = [...document.querySelectorAll(rows)];
  if (places.length === 0) {
    return;
  }
  const now = places.indexOf(current());
  const next = Math.min(places.length - 1, Math.max(0, now < 0 ? (step > 0 ? 0 : places.length - 1) : now + step));
  places[next].focus({ preventScroll: true });
  places[next].scrollIntoView({ block: 'nearest' });
}

export function listenToKeys(context) {
  const box = byId('q');
  const keys = byId('keys');
  byId('keys-button').addEventListener('click', () => keys.showModal());
  document.addEventListener('focusin', (event) => {
    const place = event.target.closest?.(rows);
    if (place && place !== current()) {
      current()?.removeAttribute('aria-current');
      place.setAttribute('aria-current', 'true');
    }
  });

  const open = () => {
    const place = current();
    if (place?.dataset.target) {
      context.navigate(place.dataset.target);
    }
  };
  const everywhere = {
    '/': () => { box.focus(); box.select(); },
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    y: async () => { if (current()?.dataset.copy) { await copy(current().dataset.copy, 'Path'); } },
    r: () => current()?.dispatchEvent(new Event('replay')),
    '?': () => keys.showModal(),
  };

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector('dialog[open]')) {
      return;
    }
    if (typing(event.target)) {
      if (event.target === box && event.key === 'ArrowDown') {
        event.preventDefault();
        move(1);
      } else if (event.key === 'Escape') {
        event.target.blur();
      }
      return;
    }
    const action = event.key === 'Enter' ? event.target.matches('.file') && open : context.keys[event.key] ?? everywhere[event.key];
    // arrows scroll as ever until a result is chosen
    if (action && !(event.key.startsWith('Arrow') && !current())) {
      event.preventDefault();
      action();
    }
  });
}
