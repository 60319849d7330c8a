// Elements are made here and nowhere from text: what comes from a repository is only ever text.
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// A link that the router follows; a click with a modifier is the browser's.
export const link = (href, attributes, ...children) => h('a', { href, 'data-link': true, ...attributes }, ...children);

// Said to whoever hears the page; none takes it away.
export function mark(element, current) {
  if (current) {
    element.setAttribute('aria-current', current);
  } else {
    element.removeAttribute('aria-current');
  }
}

export const byId = (id) => document.getElementById(id);

export function announce(text) {
  byId('announce').textContent = text;
}

export async function copy(text, what) {
  await navigator.clipboard.writeText(text);
  announce(`${what} copied`);
}

// A button whose label says for a moment that it did.
export function copyButton(text, label, what, attributes = {}) {
  const button = h('button', { type: 'button', title: `Copy the ${what.toLowerCase()}`, ...attributes, onclick: async () => {
    await copy(text(), what);
    button.textContent = 'copied';
    setTimeout(() => { button.textContent = label; }, 1200);
  } }, label);
  return button;
}
