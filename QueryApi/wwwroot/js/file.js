import * as api from './api.js';
import { fileAddress, searchAddress, similarAddress } from './address.js';
import { copyButton, h, link } from './dom.js';
import { createHits } from './hits.js';
import { hostLink } from './hosts.js';
import { clean, renderLine } from './lines.js';
import { renderOutline } from './outline.js';
import { filterText } from './query.js';
import { findTerms, termPattern } from './terms.js';
import { tint } from './tint.js';
import { bytes, count, plural, shortCommit, shortRef } from './words.js';

const blockSize = 100;

// What the server finds by the query's texts and patterns, and what the page lights up of its words.
function marksOf(file, lines, words) {
  const pattern = termPattern(words);
  const marks = lines.map((line) => findTerms(pattern, line));
  for (const { line, start, end } of file.highlights) {
    marks[line - file.startLine]?.push([start, end]);
  }
  return marks;
}

function crumbs(file, ref) {
  const parts = file.path.split('/');
  const name = parts.pop();
  const scope = (path) => searchAddress(`${filterText({ field: 'repo', value: file.repository })}${path ? ` ${filterText({ field: 'path', value: `${path}/**` })}` : ''}${ref ? ` ${filterText({ field: 'ref', value: ref })}` : ''} `);
  return h('h1', {}, link(scope(''), { class: 'repository', title: 'Search in this repository' }, file.repository), ' ',
    parts.map((part, i) => [link(scope(parts.slice(0, i + 1).join('/')), { title: 'Search in this folder' }, part), h('span', { class: 'soft' }, '/')]), h('span', { class: 'name' }, name));
}

function facts(file, ref) {
  const secrets = file.secrets.length > 0 && h('span', { class: 'badge stale', title: 'Secrets are never stored: what stands there is a mask' }, `${plural(file.secrets.length, 'secret')} masked`);
  return h('p', { class: 'facts' },
    file.stale && h('span', { class: 'badge stale', title: 'A newer push of this branch is known and not indexed yet' }, 'stale'),
    h('span', {}, file.language), h('span', {}, plural(file.lines, 'line')), h('span', {}, bytes(file.size)),
    h('span', {}, shortRef(ref ?? file.ref)), h('span', { title: `commit ${file.commit}` }, h('code', {}, shortCommit(file.commit))),
    file.flags.map((flag) => h('span', { class: 'badge' }, flag)), secrets,
    file.alsoIn > 0 && h('span', {}, `${plural(file.alsoIn, 'other file')} ${file.alsoIn === 1 ? 'holds' : 'hold'} the same`));
}

function renderBlocks(rows) {
  const blocks = [];
  for (let i = 0; i < rows.length; i += blockSize) {
    const part = rows.slice(i, i + blockSize);
    const block = h('div', { class: 'block' }, part);
    block.style.setProperty('--rows', String(part.length));
    blocks.push(block);
  }
  return blocks;
}

// A whole file as the index holds it, with what the query finds in it.
export async function showFile(context, address, signal) {
  const { view } = context;
  context.keys.Escape = () => context.back(address.query ? searchAddress(address.query) : location.pathname);
  const file = await api.file(address.file, { ref: address.ref, q: address.query }, signal);
  const text = clean(file.text).replace(/\n$/, '');
  const lines = text.split('\n');
  const tints = tint(text, file.language);
  const marks = marksOf(file, lines, address.query);
  const ref = context.refOf(file);
  const target = (start, end) => fileAddress({ repository: file.repository, path: file.path, ref, start, end, query: address.query });
  const rows = lines.map((line, i) => renderLine({ number: i + 1, text: line, tints: tints[i], marks: marks[i] }, target(i + 1)));
  let range = [address.start, address.end];
  let now = null;

  const goTo = (line, block = 'center') => {
    now?.classList.remove('now');
    now = rows[line - 1];
    now?.classList.add('now');
    now?.scrollIntoView({ block });
    outline?.markLine(line);
  };
  const hits = createHits(marks.flatMap((found, i) => (found.length > 0 ? [i + 1] : [])), goTo);
  const outline = renderOutline(file.symbols, (symbol) => target(symbol.line, symbol.endLine));
  const repository = context.repositories.get(file.repository);
  const host = repository && hostLink(repository.url, file.commit, file.path, range[0] ?? 1, range[1] ?? file.lines);
  const similar = link('', { class: 'small', title: 'Places like the marked lines' }, 'Similar');
  const code = h('div', { class: 'code', tabindex: '0', role: 'group', 'aria-label': `Text of ${file.path}` }, h('div', { class: 'lines' }, renderBlocks(rows)));

  const markRange = (start, end) => {
    range = [start, end];
    rows.forEach((row, i) => row.classList.toggle('range', start !== null && i + 1 >= start && i + 1 <= end));
    similar.href = similarAddress({ repository: file.repository, path: file.path, ref, start: start ?? 1, end: end ?? Math.min(file.lines, 60) });
  };
  // A click on a number marks the line, with shift the range from the mark to it; the address says so.
  code.addEventListener('click', (event) => {
    const number = event.target.closest('.number');
    if (number && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      event.stopPropagation();
      const line = Number(number.textContent);
      const [start, end] = event.shiftKey && range[0] !== null ? [Math.min(range[0], line), Math.max(range[0], line)] : [line, line];
      markRange(start, end);
      history.replaceState(history.state, '', target(start, end));
      outline?.markLine(line);
    }
  });

  view.replaceChildren(h('div', { class: outline ? 'whole' : 'whole alone' },
    h('article', { class: 'sheet' },
      h('header', {},
        h('div', { class: 'where' }, crumbs(file, ref), h('div', { class: 'actions' }, hits.element,
          address.query && link(searchAddress(address.query), { class: 'small', title: 'Back to the results (Esc)' }, 'Results'),
          similar,
          host && h('a', { class: 'small', href: host, target: '_blank', rel: 'noopener noreferrer', title: `Open on ${new URL(host).hostname}` }, 'Host'),
          copyButton(() => file.path, 'Copy path', 'Path', { class: 'small' }),
          copyButton(() => new URL(target(...range), location.href).href, 'Copy link', 'Link', { class: 'small' }))),
        facts(file, ref)),
      code),
    outline?.element));
  document.title = `${file.path.slice(file.path.lastIndexOf('/') + 1)} · ${file.repository} · Julie`;
  markRange(...range);
  if (range[0] !== null) {
    hits.startAt(range[0]);
    rows[range[0] - 1]?.scrollIntoView({ block: range[1] - range[0] > 30 ? 'start' : 'center' });
    outline?.markLine(range[0]);
  }
  Object.assign(context.keys, {
    n: hits.next, p: hits.previous, o: () => outline?.focus(), y: () => context.copy(`${file.path}:${range[0] ?? 1}`),
  });
  context.said(`${file.path}, ${plural(file.lines, 'line')}, ${count(marks.filter((found) => found.length > 0).length)} with hits`);
}
