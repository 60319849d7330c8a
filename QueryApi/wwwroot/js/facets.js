import { h } from './dom.js';
import { findFilter, readFilters, setFilter, toggleFilter } from './query.js';
import { count } from './words.js';

const few = 8;
const kindsOfFile = [['test', 'Tests'], ['doc', 'Documentation'], ['generated', 'Generated'], ['vendored', 'Vendored']];
const modes = [[null, 'Automatic'], ['lexical', 'By word'], ['semantic', 'By meaning'], ['regex', 'By pattern'], ['symbol', 'Definitions']];

function facet(query, field, value, label, number, go) {
  const pressed = Boolean(findFilter(query, field, value));
  return h('li', {},
    h('button', { type: 'button', class: 'facet', 'aria-pressed': String(pressed), title: `${field}:${value}`, onclick: () => go(toggleFilter(query, field, value)) },
      h('span', {}, label), number !== null && h('span', { class: 'count' }, count(number))),
    !pressed && h('button', { type: 'button', class: 'without', title: `-${field}:${value}`, 'aria-label': `Leave out ${label}`, onclick: () => go(toggleFilter(query, field, value, true)) }, '−'));
}

function group(title, items) {
  return items.length > 0 && h('section', { 'aria-label': title }, h('h2', {}, title), h('ul', {}, items));
}

// What the answer is spread over, with what the query already names on top.
function found(query, title, field, values, go, labelOf = (value) => value) {
  const chosen = readFilters(query).filter((filter) => filter.field === field && !filter.negated).map((filter) => filter.value);
  const others = values.filter((one) => !chosen.some((value) => value.toLowerCase() === one.value.toLowerCase()));
  if (chosen.length === 0 && others.length < 2) {
    return null;
  }
  const numberOf = (value) => values.find((one) => one.value.toLowerCase() === value.toLowerCase())?.count ?? null;
  const items = [...chosen.map((value) => facet(query, field, value, labelOf(value), numberOf(value), go)), ...others.map((one) => facet(query, field, one.value, labelOf(one.value), one.count, go))];
  const hidden = items.slice(Math.max(few, chosen.length));
  hidden.forEach((item) => { item.hidden = true; });
  const all = hidden.length > 0 && h('li', {}, h('button', { type: 'button', class: 'all', onclick: () => { hidden.forEach((item) => { item.hidden = false; }); hidden[0].querySelector('button').focus(); all.remove(); } }, `${hidden.length} more`));
  return group(title, [...items, all].filter(Boolean));
}

export function renderFacets(query, facets, go) {
  const folders = facets.paths.filter((one) => one.value !== '.').map((one) => ({ value: `${one.value}/**`, count: one.count }));
  const mode = readFilters(query).find((filter) => filter.field === 'mode')?.value.toLowerCase() ?? null;
  return [
    found(query, 'Language', 'lang', facets.languages, go),
    found(query, 'Repository', 'repo', facets.repositories, go),
    found(query, 'Folder', 'path', folders, go, (value) => value.replace(/\/\*\*$/, '/')),
    group('Kind of file', kindsOfFile.map(([value, label]) => facet(query, 'is', value, label, null, go))),
    group('How to search', modes.map(([value, label]) => h('li', {}, h('button', {
      type: 'button', class: 'facet', 'aria-pressed': String(mode === value), onclick: () => go(setFilter(query, 'mode', value)),
    }, h('span', {}, label))))),
  ].filter(Boolean);
}
