import { announce, byId } from './dom.js';

const typing = (element) => element.matches?.('input, textarea, select, [contenteditable]');

function move(step) {
  const places = [...document.querySelectorAll('.place, .row')];
  if (places.length === 0) {
    return;
  }
  const now = places.findIndex((place) => place.hasAttribute('aria-current'));
  const next = Math.min(places.length - 1, Math.max(0, now < 0 ? (step > 0 ? 0 : places.length - 1) : now + step));
  places[now]?.removeAttribute('aria-current');
  places[next].setAttribute('aria-current', 'true');
  places[next].focus({ preventScroll: true });
  places[next].scrollIntoView({ block: 'nearest' });
}

async function copy() {
  const place = document.querySelector('.place[aria-current]');
  if (place) {
    await navigator.clipboard.writeText(place.dataset.copy);
    announce('Path copied');
  }
}

export function listenToKeys() {
  const box = byId('q');
  const keys = byId('keys');
  byId('keys-button').addEventListener('click', () => keys.showModal());
  document.addEventListener('focusin', (event) => {
    const place = event.target.closest?.('.place, .row');
    if (place) {
      document.querySelector('.place[aria-current], .row[aria-current]')?.removeAttribute('aria-current');
      place.setAttribute('aria-current', 'true');
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || keys.open) {
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
    const action = {
      '/': () => { box.focus(); box.select(); },
      j: () => move(1),
      ArrowDown: () => move(1),
      k: () => move(-1),
      ArrowUp: () => move(-1),
      y: copy,
      r: () => document.querySelector('.row[aria-current]')?.dispatchEvent(new Event('replay')),
      '?': () => keys.showModal(),
      Enter: event.target.matches('.place') ? () => event.target.dispatchEvent(new Event('toggle-lines')) : undefined,
    }[event.key];
    // arrows scroll as ever until a result is chosen
    const scrolls = event.key.startsWith('Arrow') && !document.querySelector('.place[aria-current], .row[aria-current]');
    if (action && !scrolls) {
      event.preventDefault();
      action();
    }
  });
}
