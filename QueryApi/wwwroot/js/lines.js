import { h, link } from './dom.js';

// Overrides of writing direction make code read as something that it is not; other control characters have no shape.
export const clean = (text) => text.replace(/\r(?=\n|$)/g, '').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

function merge(ranges) {
  const merged = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) {
      last[1] = Math.max(last[1], to);
    } else {
      merged.push([from, to]);
    }
  }
  return merged;
}

// The text from one place to another, in its colours.
function tinted(text, from, to, tints) {
  const parts = [];
  let at = from;
  for (const [start, end, name] of tints) {
    const [a, b] = [Math.max(start, at), Math.min(end, to)];
    if (a < b) {
      parts.push(text.slice(at, a), h('span', { class: name }, text.slice(a, b)));
      at = b;
    }
  }
  return [...parts, text.slice(at, to)].filter((part) => part !== '');
}

function pieces(text, tints, marks) {
  const parts = [];
  let at = 0;
  for (const [from, to] of merge(marks)) {
    parts.push(tinted(text, at, from, tints), h('mark', {}, tinted(text, from, Math.min(to, text.length), tints)));
    at = to;
  }
  return [...parts, tinted(text, at, text.length, tints)];
}

// The number is a link to that line, out of the way of the tab key: there are too many of them.
export function renderLine({ number, text, tints = [], marks = [] }, href) {
  return h('div', { class: marks.length > 0 ? 'line hit' : 'line', 'data-line': number },
    link(href, { class: 'number', tabindex: '-1', 'aria-label': `Line ${number}` }, String(number)),
    h('span', { class: 'text' }, pieces(text, tints, marks)));
}
