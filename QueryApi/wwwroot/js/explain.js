import { h } from './dom.js';

// What a score is made of, in the order of docs/search.md.
const parts = [
  ['vector', 'meaning', 'The passage is near the query in the vector space'],
  ['lexical', 'words', 'BM25 of the query’s words'],
  ['symbol', 'symbol', 'The passage’s symbol agrees with the query'],
  ['definition', 'definition', 'A symbol that the query names begins there'],
  ['fileName', 'file name', 'The file is named as the query says'],
  ['folders', 'folders', 'Its folders are named as the query says'],
  ['path', 'path', 'The query has a path that this one ends with'],
  ['together', 'together', 'Other places of the file are good too'],
  ['allWords', 'all words', 'The file’s places hold all words between them'],
];

const decimals = (value) => value.toFixed(3);

function row(name, value, share, title, kind) {
  const weight = h('div', { class: 'weight' });
  weight.style.setProperty('--share', String(Math.max(0, Math.min(100, share))));
  return h('div', { class: kind, title }, h('dt', {}, name), h('dd', {}, value), share > 0 ? h('dd', { 'aria-hidden': 'true' }, weight) : h('dd'));
}

export function renderExplain(result) {
  if (!result.explain) {
    return null;
  }
  const sum = parts.reduce((all, [field]) => all + result.explain[field], 0);
  return h('dl', { class: 'explain', 'aria-label': 'What the score is made of' },
    parts.filter(([field]) => result.explain[field] !== 0).map(([field, name, title]) => row(name, decimals(result.explain[field]), (100 * result.explain[field]) / (sum || 1), title)),
    row('kind of file', `× ${result.explain.factor}`, 0, 'Tests, documentation, generated and vendored files come lower'),
    row('score', decimals(result.score), 0, 'Comparable within one answer only', 'whole'),
    result.similarity !== null && row('cosine', decimals(result.similarity), 0, 'Of the place’s vector with the query’s'));
}
