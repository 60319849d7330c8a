import { fileAddress, searchAddress, similarAddress } from './address.js';
import { copyButton, h, link } from './dom.js';
import { renderExplain } from './explain.js';
import { hostLink } from './hosts.js';
import { filterText } from './query.js';
import { renderSnippet } from './snippet.js';
import { count, plural, shortCommit, shortRef } from './words.js';

function placesList(result, target) {
  return result.more.length > 0 && h('details', {}, h('summary', {}, `${plural(result.more.length, 'more place')} in this file`),
    h('ul', {}, [...result.more].sort((a, b) => a.startLine - b.startLine).map((place) => h('li', {},
      link(target(place.startLine, place.endLine), {}, `lines ${place.startLine}–${place.endLine}`), place.symbol && h('span', {}, ` ${place.kind ?? ''} ${place.symbol}`)))));
}

// "also in 12 repositories": the same passage, or nearly the same, elsewhere.
function elsewhereList(result, context) {
  if (result.alsoIn === 0) {
    return null;
  }
  const repositories = new Set(result.elsewhere.map((other) => other.repository).filter((name) => name !== result.repository));
  const all = result.elsewhere.length === result.alsoIn;
  const label = all && repositories.size === result.alsoIn ? `Also in ${plural(repositories.size, 'repository', 'repositories')}` : `Also in ${plural(result.alsoIn, 'file')}`;
  return h('details', { class: 'elsewhere' }, h('summary', {}, label),
    h('ul', {}, result.elsewhere.map((other) => h('li', {}, link(
      fileAddress({ ...other, ref: context.refOf(other), start: other.startLine, end: other.endLine, query: context.query }), {}, `${other.repository}/${other.path}:${other.startLine}`)))),
    !all && h('p', {}, `and ${count(result.alsoIn - result.elsewhere.length)} more`));
}

// One file that was found, by its best place.
export function renderResult(result, context) {
  const ref = context.refOf(result);
  const target = (start, end) => fileAddress({ repository: result.repository, path: result.path, ref, start, end, query: context.query });
  const snippet = renderSnippet(result, context.pattern, (number) => target(number));
  const line = snippet?.firstHit ?? result.startLine;
  const cut = result.path.lastIndexOf('/') + 1;
  const repository = context.repositories.get(result.repository);
  const host = repository && hostLink(repository.url, result.commit, result.path, result.startLine, result.endLine);
  const under = [
    snippet?.more, placesList(result, target), elsewhereList(result, context),
    result.lineCount > result.lines.length && h('span', {}, `${count(result.lineCount)} lines match; ${count(result.lines.length)} are shown`),
  ].filter(Boolean);
  const element = h('article', {
    class: 'file', tabindex: '-1', 'data-copy': `${result.path}:${line}`, 'data-target': target(line),
    'aria-label': `${result.path}, lines ${result.startLine} to ${result.endLine}${result.symbol ? `, ${result.symbol}` : ''}`,
  },
  h('header', {},
    h('h2', {}, link(searchAddress(`${context.words} ${filterText({ field: 'repo', value: result.repository })}`.trim()), { class: 'repository', title: 'Search in this repository' }, result.repository), ' ',
      link(target(line), { class: 'path' }, h('span', { class: 'folder' }, result.path.slice(0, cut)), h('span', { class: 'name' }, result.path.slice(cut)))),
    h('p', { class: 'meta' },
      result.isClone && h('span', { class: 'badge', title: 'A copy, changed a little at most' }, 'copy'),
      result.nearness !== undefined && h('span', { title: 'Cosine of the two places’ vectors' }, `${Math.round(result.nearness * 100)} % alike`),
      result.stale && h('span', { class: 'badge stale', title: 'A newer push of this branch is known and not indexed yet' }, 'stale'),
      ref && h('span', { class: 'badge', title: result.ref }, shortRef(ref)),
      h('span', {}, result.language),
      h('span', { title: `commit ${result.commit}` }, shortCommit(result.commit)),
      link(similarAddress({ repository: result.repository, path: result.path, ref, start: result.startLine, end: result.endLine }), { title: 'Places like this one' }, 'similar'),
      host && h('a', { href: host, title: `Open on ${new URL(host).hostname}`, target: '_blank', rel: 'noopener noreferrer' }, 'host'),
      copyButton(() => result.path, 'copy', 'Path', { 'aria-label': `Copy the path ${result.path}` }))),
  result.symbol && h('p', { class: 'symbol' }, result.kind ? `${result.kind} ` : '', h('b', {}, result.symbol)),
  snippet?.element,
  under.length > 0 && h('div', { class: 'under' }, under),
  renderExplain(result));
  element.addEventListener('toggle-lines', () => snippet?.toggle());
  return element;
}
