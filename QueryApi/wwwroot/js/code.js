import { h } from './dom.js';
import { findTerms } from './terms.js';
import { tint } from './tint.js';

const shown = 8;

// Overrides of writing direction make code read as something that it is not; other control characters have no shape.
const clean = (text) => text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

// The window of lines with the most terms, the earliest of equals: a declaration reads better than its body.
function bestStart(lines, hits) {
  let sum = hits.slice(0, shown).reduce((a, b) => a + b, 0);
  let best = sum;
  let start = 0;
  for (let i = 1; i + shown <= hits.length; i += 1) {
    sum += hits[i + shown - 1] - hits[i - 1];
    if (sum > best) {
      [best, start] = [sum, i];
    }
  }
  while (lines[start].trim() === '' && start + shown < lines.length) {
    start += 1;
  }
  return start;
}

function renderLine(text, tints, marks) {
  const edges = [...new Set([0, text.length, ...tints.flatMap(([a, b]) => [a, b]), ...marks.flat()])].sort((a, b) => a - b);
  const parts = [];
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const [from, to] = [edges[i], edges[i + 1]];
    const inside = ([a, b]) => a <= from && to <= b;
    const name = tints.find(inside)?.[2];
    const piece = text.slice(from, to);
    if (marks.some(inside)) {
      parts.push(h('mark', { class: name }, piece));
    } else {
      parts.push(name ? h('span', { class: name }, piece) : piece);
    }
  }
  return parts;
}

// The code of one result; a short one is shown whole, a long one around its terms, with a button for the rest.
export function renderCode(result, pattern) {
  const text = clean(result.snippet).replace(/\n+$/, '');
  const lines = text.split('\n');
  const tints = tint(text, result.language);
  const marks = lines.map((line) => findTerms(pattern, line));
  const all = lines.length <= shown + 2;
  const start = all ? 0 : bestStart(lines, marks.map((found) => found.length));
  const isHidden = (i) => !all && (i < start || i >= start + shown);
  const rows = lines.map((line, i) => h('tr', { class: marks[i].length > 0 && 'hit', hidden: isHidden(i) },
    h('th', { scope: 'row' }, String(result.startLine + i)), h('td', {}, renderLine(line, tints[i], marks[i]))));
  const code = h('div', { class: 'code', tabindex: '-1' }, h('table', {}, h('tbody', {}, rows)));
  if (all) {
    return { code, toggle: () => {} };
  }

  let open = false;
  const more = h('button', { type: 'button', class: 'more', 'aria-expanded': 'false' });
  const label = () => { more.textContent = open ? 'Show fewer lines' : `Show all ${lines.length} lines`; };
  const toggle = () => {
    open = !open;
    rows.forEach((row, i) => { row.hidden = !open && isHidden(i); });
    more.setAttribute('aria-expanded', String(open));
    label();
  };
  more.addEventListener('click', toggle);
  label();
  return { code, more, toggle };
}
