import { announce, count, h, plural } from './dom.js';
import { renderCode } from './code.js';
import { hostLink } from './hosts.js';
import { readFilters, toggleFilter, withoutFilters } from './query.js';
import { termPattern } from './terms.js';

// Results of one file stand together, where the best of them stands.
function groupByFile(results) {
  const files = new Map();
  for (const result of results) {
    const key = `${result.repository}\n${result.path}`;
    files.set(key, [...(files.get(key) ?? []), result]);
  }
  return [...files.values()];
}

function copyButton(text) {
  const button = h('button', { type: 'button', title: 'Copy the path', onclick: async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = 'copied';
    announce('Path copied');
    setTimeout(() => { button.textContent = 'copy'; }, 1200);
  } }, 'copy');
  return button;
}

function renderPlace(result, pattern) {
  const { code, more, toggle } = renderCode(result, pattern);
  const place = h('li', {
    class: 'place', tabindex: '-1', 'aria-label': `${result.path}, lines ${result.startLine} to ${result.endLine}${result.symbol ? `, ${result.symbol}` : ''}`,
  });
  if (result.symbol) {
    place.append(h('p', { class: 'symbol' }, result.kind ? `${result.kind} ` : '', h('b', {}, result.symbol)));
  }
  place.append(code);
  if (more) {
    place.append(more);
  }
  place.addEventListener('toggle-lines', toggle);
  place.dataset.copy = `${result.path}:${result.startLine}`;
  return place;
}

function renderFile(results, pattern, urls) {
  const [first] = results;
  const cut = first.path.lastIndexOf('/') + 1;
  const link = urls.has(first.repository) && hostLink(urls.get(first.repository), first.commit, first.path, first.startLine, first.endLine);
  const places = [...results].sort((a, b) => a.startLine - b.startLine);
  return h('article', { class: 'file' },
    h('header', {},
      h('h3', {}, h('span', { class: 'repository' }, first.repository), ' ', h('span', { class: 'folder' }, first.path.slice(0, cut)), h('span', { class: 'name' }, first.path.slice(cut))),
      h('p', { class: 'meta' },
        first.alsoIn > 0 && h('span', { title: 'Other files that hold the same text' }, `also in ${plural(first.alsoIn, 'file')}`),
        results.some((result) => result.stale) && h('span', { class: 'stale', title: 'A newer push of this branch is known and not indexed yet' }, 'stale'),
        h('span', {}, first.language),
        h('span', { title: `commit ${first.commit}` }, first.commit.slice(0, 7)),
        link && h('a', { href: link, title: `Open on ${new URL(link).hostname}`, target: '_blank', rel: 'noopener noreferrer' }, 'open'),
        copyButton(first.path))),
    h('ol', {}, places.map((result) => renderPlace(result, pattern))));
}

function tally(results, field) {
  const counts = new Map();
  results.forEach((result) => counts.set(result[field], (counts.get(result[field]) ?? 0) + 1));
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

function renderChips(query, results, go) {
  const active = readFilters(query).filter((filter) => !filter.negated);
  const chip = (field, value, number, pressed) => h('button', { type: 'button', class: 'chip', 'aria-pressed': String(pressed), title: `${field}:${value}`, onclick: () => go(toggleFilter(query, field, value)) },
    h('span', {}, value), number !== null && h('span', { class: 'count' }, count(number)), pressed && h('span', { 'aria-hidden': 'true' }, '×'));
  const groups = [['lang', 'language', 'Language'], ['repo', 'repository', 'Repository']].map(([field, property, label]) => {
    const chosen = active.filter((filter) => filter.field === field);
    const found = tally(results, property);
    const chips = chosen.length > 0
      ? chosen.map((filter) => chip(field, filter.value, null, true))
      : found.length > 1 ? found.slice(0, 8).map(([value, number]) => chip(field, value, number, false)) : [];
    return chips.length > 0 && h('div', { role: 'group', 'aria-label': `Narrow by ${label.toLowerCase()}` }, h('span', { class: 'label', 'aria-hidden': 'true' }, label), chips);
  });
  return groups.some(Boolean) && h('div', { class: 'chips' }, groups);
}

function renderNothing(query, go) {
  const filters = readFilters(query);
  const words = withoutFilters(query);
  return h('section', { class: 'start' },
    h('h1', {}, 'Nothing found'),
    h('p', {}, 'Nothing that you may read matches ', h('code', {}, query), '.'),
    filters.length > 0 && words !== '' && [h('h2', {}, 'Try'), h('ul', {}, h('li', {}, h('a', { href: `?q=${encodeURIComponent(words)}`, onclick: (event) => { event.preventDefault(); go(words); } }, `${words}`, h('span', { class: 'visually-hidden' }, ' without filters'))))]);
}

export function coverageNote(coverage) {
  return coverage < 1 && h('p', { class: 'notice warn' }, coverage === 0
    ? 'No vectors are in use: these results are by word only.'
    : `${Math.floor(coverage * 1000) / 10} % of the code in scope has its vector yet. Results by word are complete, results by meaning are not.`);
}

export function renderAnswer(query, answer, urls, go) {
  const files = groupByFile(answer.results);
  const pattern = termPattern(answer.query);
  announce(answer.results.length === 0 ? 'Nothing found' : plural(answer.results.length, 'result'));
  return [
    renderChips(query, answer.results, go),
    coverageNote(answer.coverage),
    answer.results.length === 0
      ? renderNothing(query, go)
      : [
        h('p', { class: 'about' },
          h('span', {}, h('strong', {}, plural(answer.results.length, 'result')), ` in ${plural(files.length, 'file')}`),
          h('span', {}, `${answer.elapsedMs < 10 ? answer.elapsedMs.toFixed(1) : Math.round(answer.elapsedMs)} ms`), h('span', {}, answer.model)),
        files.map((results) => renderFile(results, pattern, urls)),
      ],
  ];
}
