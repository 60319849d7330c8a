import * as api from './api.js';
import { fileAddress } from './address.js';
import { h, link } from './dom.js';
import { createList } from './results.js';
import { milliseconds, plural } from './words.js';

// More like a range of lines: by meaning, and copies of it by the letter.
export async function showSimilar(context, address, signal) {
  const answer = await api.similar({ file: address.similar, lines: `${address.start ?? 1}-${address.end ?? 60}`, ref: address.ref, limit: 30 }, signal);
  const list = createList();
  list.replace(answer.results.map((found) => ({ ...found.place, nearness: found.similarity ?? found.overlap, isClone: found.isClone })), {
    query: '', words: '', explain: false, pattern: null, signature: 'similar', repositories: context.repositories, refOf: context.refOf,
  });
  const origin = fileAddress({ repository: answer.repository, path: answer.path, ref: address.ref, start: answer.startLine, end: answer.endLine });
  context.view.replaceChildren(h('section', { class: 'listing', 'aria-label': 'Results' },
    h('h1', {}, 'Similar places'),
    h('p', { class: 'lead' }, 'Like ', link(origin, {}, h('code', {}, `${answer.path}:${answer.startLine}–${answer.endLine}`)), ` in ${answer.repository}: ${plural(list.size, 'place')}, ${milliseconds(answer.elapsedMs)}.`),
    list.size === 0 && h('p', { class: 'notice' }, 'Nothing that you may read is like it.'),
    list.element));
  document.title = `Like ${answer.path} · Julie`;
  context.keys.Escape = () => context.back(origin);
  context.said(plural(list.size, 'place'));
}
