import { h } from './dom.js';
import { filterText, readFilters, removeFilter } from './query.js';

// Every filter of the query as a chip; a click takes it out of the text.
export function renderChips(query, go) {
  return readFilters(query).map((filter) => {
    const text = filterText(filter);
    return h('button', { type: 'button', class: filter.negated ? 'chip chosen negated' : 'chip chosen', 'aria-label': `Remove the filter ${text}`, title: 'Remove this filter', onclick: () => go(removeFilter(query, filter)) },
      h('span', {}, text), h('span', { 'aria-hidden': 'true' }, '×'));
  });
}
