import { h } from './dom.js';
import { clean, renderLine } from './lines.js';
import { findTerms } from './terms.js';
import { tint } from './tint.js';
import { count } from './words.js';

const shown = 8;
const around = 1;

// The window of lines with the most terms, the earliest of equals: a declaration reads better than its body.
function bestWindow(entries) {
  if (entries.length <= shown + 2) {
    return entries.map((entry) => entry.number);
  }
  const hits = entries.map((entry) => entry.marks.length);
  let sum = hits.slice(0, shown).reduce((a, b) => a + b, 0);
  let best = sum;
  let start = 0;
  for (let i = 1; i + shown <= hits.length; i += 1) {
    sum += hits[i + shown - 1] - hits[i - 1];
    if (sum > best) {
      [best, start] = [sum, i];
    }
  }
  while (entries[start].text.trim() === '' && start + shown < entries.length) {
    start += 1;
  }
  return entries.slice(start, start + shown).map((entry) => entry.number);
}

// What a query requires stands in these lines: they are shown with their neighbours.
function aroundMatches(entries, matched) {
  const first = matched.slice(0, shown);
  return entries.map((entry) => entry.number).filter((number) => first.some((line) => Math.abs(line.number - number) <= around));
}

// The snippet and the lines that match beyond it, in the order of their numbers.
function readEntries(result, pattern) {
  const entries = new Map();
  const text = clean(result.snippet).replace(/\n+$/, '');
  const tints = text === '' ? [] : tint(text, result.language);
  if (text !== '') {
    text.split('\n').forEach((line, i) => entries.set(result.startLine + i, { number: result.startLine + i, text: line, tints: tints[i], marks: findTerms(pattern, line) }));
  }
  for (const line of result.lines) {
    const entry = entries.get(line.number) ?? { number: line.number, text: clean(line.text), tints: tint(clean(line.text), result.language)[0], marks: [] };
    entry.marks = [...entry.marks, ...line.spans.map((span) => [span.start, span.end])];
    entries.set(line.number, entry);
  }
  return [...entries.values()].sort((a, b) => a.number - b.number);
}

// Rows are made when they are first shown: most lines of most results never are.
function createRows(entries, hrefOf) {
  const made = new Map();
  return (shownNow) => {
    let last = null;
    return entries.filter((entry) => shownNow(entry.number)).map((entry) => {
      const row = made.get(entry.number) ?? renderLine(entry, hrefOf(entry.number));
      made.set(entry.number, row);
      row.classList.toggle('gap', last !== null && entry.number !== last + 1);
      last = entry.number;
      return row;
    });
  };
}

// The code of one result; a short one is shown whole, a long one around what was found, with a button for the rest.
export function renderSnippet(result, pattern, hrefOf) {
  const entries = readEntries(result, pattern);
  if (entries.length === 0) {
    return null;
  }
  const visible = new Set(result.lines.length > 0 ? aroundMatches(entries, result.lines) : bestWindow(entries));
  const rows = createRows(entries, hrefOf);
  const lines = h('div', { class: 'lines' }, rows((number) => visible.has(number)));
  const element = h('div', { class: 'code', tabindex: '0', role: 'group', 'aria-label': `Code of ${result.path}` }, lines);
  const firstHit = entries.find((entry) => visible.has(entry.number) && entry.marks.length > 0)?.number ?? result.startLine;
  if (visible.size === entries.length) {
    return { element, firstHit, toggle: () => {} };
  }

  let open = false;
  const more = h('button', { type: 'button', class: 'more', 'aria-expanded': 'false', onclick: () => toggle() });
  const label = () => { more.textContent = open ? 'Show fewer lines' : result.lines.length > shown ? `Show all ${count(result.lines.length)} matching lines` : `Show all ${count(entries.length)} lines`; };
  function toggle() {
    open = !open;
    lines.replaceChildren(...rows((number) => open || visible.has(number)));
    more.setAttribute('aria-expanded', String(open));
    label();
  }
  label();
  return { element, firstHit, more, toggle };
}
