import { announce } from './dom.js';
import { icon } from './icons.js';

// Light, dark, or what the system has.
const names = { system: 'Colours follow the system', light: 'Light colours', dark: 'Dark colours' };
const next = { system: 'light', light: 'dark', dark: 'system' };

function label(button, scheme) {
  button.replaceChildren(icon(scheme));
  button.title = names[scheme];
  button.setAttribute('aria-label', `${names[scheme]}: change`);
}

export function offerSchemes(button) {
  const root = document.documentElement;
  let scheme = root.dataset.scheme ?? 'system';
  label(button, scheme);
  button.addEventListener('click', () => {
    scheme = next[scheme];
    if (scheme === 'system') {
      delete root.dataset.scheme;
    } else {
      root.dataset.scheme = scheme;
    }
    try {
      localStorage.setItem('julie-scheme', scheme);
    } catch { /* it holds until the page is left */ }
    label(button, scheme);
    announce(names[scheme]);
  });
}
