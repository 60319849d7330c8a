import * as api from './api.js';
import { searchAddress } from './address.js';
import { answersOf } from './answers.js';
import { renderChips } from './chips.js';
import { announce, copyButton, h, link } from './dom.js';
import { renderFacets } from './facets.js';
import { renderProblem } from './problem.js';
import { readFilters, withoutFilters } from './query.js';
import { createList } from './results.js';
import { termPattern } from './terms.js';
import { milliseconds, plural } from './words.js';

const limit = 20;

function coverageMark(coverage) {
  return coverage < 1 && coverage > 0 && h('span', { class: 'badge stale', title: 'Results by word are complete, results by meaning are not: the rest of the code in scope has no vector yet' },
    `${Math.floor(coverage * 1000) / 10} % covered`);
}

function warnings(answer) {
  return [
    answer.coverage === 0 && answer.mode !== 'lexical' && h('p', { class: 'notice warn' }, 'No vectors are in use: these results are by word only.'),
    answer.incomplete && h('p', { class: 'notice warn' }, 'There was too much to look at, so not every file was. Narrow the query down to be sure.'),
  ].filter(Boolean);
}

function renderNothing(query, answer) {
  const words = withoutFilters(query);
  return h('section', { class: 'nothing' },
    h('h2', {}, 'Nothing found'),
    h('p', {}, 'Nothing that you may read matches ', h('code', {}, query), '.'),
    answer.hints.map((hint) => h('p', {}, hint)),
    readFilters(query).length > 0 && words !== '' && h('ul', {}, h('li', {}, link(searchAddress(words), {}, words, h('span', { class: 'visually-hidden' }, ' without filters')))));
}

// The view of a search. It outlives its place on the page: back from a file shows it as it was left.
export function createSearch(context) {
  const list = createList();
  const chips = h('div', { class: 'chips', role: 'group', 'aria-label': 'Filters of the query' });
  const about = h('div', { class: 'about' });
  const note = h('div', { class: 'note' });
  const more = h('button', { type: 'button', class: 'more-results', hidden: true, onclick: () => loadMore() }, 'More results');
  const end = h('p', { class: 'end', hidden: true });
  const facets = h('div');
  const folding = h('details', { open: window.innerWidth > 1024 }, h('summary', {}, 'Filters'), facets);
  const element = h('div', { class: 'search' },
    h('h1', { class: 'visually-hidden' }, 'Search results'),
    h('aside', { class: 'facets', 'aria-label': 'Narrow the search' }, folding),
    h('section', { class: 'answers', 'aria-label': 'Results' }, chips, note, about, list.element, more, end));
  let shown = null;
  let last = null;

  function contextOf(query, answer, explain) {
    return {
      query, explain, repositories: context.repositories, refOf: context.refOf, words: withoutFilters(query),
      pattern: answer.mode === 'regex' ? null : termPattern(answer.query),
      signature: `${query}\n${explain}`,
    };
  }

  function renderAbout(query, answer, explain) {
    const number = list.size;
    about.replaceChildren(
      h('span', {}, h('strong', {}, answer.next ? `First ${plural(number, 'result')}` : plural(number, 'result'))),
      h('span', { title: 'Time on the server' }, milliseconds(answer.elapsedMs)),
      h('span', {}, { hybrid: answer.model, lexical: 'by word', semantic: `by meaning, ${answer.model}`, regex: 'by pattern', symbol: 'definitions' }[answer.mode]),
      coverageMark(answer.coverage) || '',
      h('span', { class: 'right' },
        copyButton(() => new URL(searchAddress(query, explain), location.href).href, 'Copy link', 'Link', { class: 'small' }),
        !['regex', 'symbol'].includes(answer.mode) && h('button', { type: 'button', class: 'small', id: 'explain', 'aria-pressed': String(explain), title: 'What the order is made of', onclick: () => context.navigate(searchAddress(query, !explain)) }, 'Explain')));
  }

  function renderEnd(query, answer) {
    more.hidden = !answer.next;
    end.hidden = Boolean(answer.next) || list.size < limit;
    end.textContent = list.size >= 200 ? 'A ranked search ends after 200 results: narrow it down for others.' : 'That is all.';
    list.element.nextElementSibling?.classList.contains('nothing') && list.element.nextElementSibling.remove();
    if (list.size === 0) {
      list.element.after(renderNothing(query, answer));
    }
  }

  const focusCurrent = () => element.querySelector('.file[aria-current]')?.focus({ preventScroll: true });

  function attach(view, query) {
    element.dataset.query = query;
    if (element.parentElement !== view) {
      view.replaceChildren(element);
    }
  }

  // Results that are not the last word come without facets and counts: these would only flicker.
  function renderAnswer(view, query, explain, answer, early, typing) {
    list.replace(answer.results, contextOf(query, answer, explain), typing);
    chips.replaceChildren(...renderChips(query, context.go));
    note.replaceChildren(...warnings(answer));
    if (!early || facets.childElementCount === 0) {
      facets.replaceChildren(...renderFacets(query, answer.facets, context.go));
    }
    renderAbout(query, answer, explain);
    if (!early) {
      renderEnd(query, answer);
    }
    attach(view, query);
  }

  function finish(query, explain, answer) {
    last = answer;
    shown = { query, explain };
    announce(list.size === 0 ? 'Nothing found' : answer.next ? `First ${plural(list.size, 'result')}` : plural(list.size, 'result'));
  }

  async function run(view, { query, explain }, signal, typing) {
    let begun = false;
    shown = null;
    for await (const { name, answer } of answersOf({ q: query, limit, explain: explain || null }, signal, typing)) {
      if (name === 'results') {
        renderAnswer(view, query, explain, answer, answer.mode === 'lexical' && !begun, typing);
      } else if (name === 'more') {
        if (begun) {
          list.append(answer.results, contextOf(query, answer, explain));
        } else {
          list.replace(answer.results, contextOf(query, answer, explain));
          attach(view, query);
        }
      } else {
        if (!begun) {
          list.replace([], contextOf(query, answer, explain));
        }
        chips.replaceChildren(...renderChips(query, context.go));
        note.replaceChildren(...warnings(answer));
        facets.replaceChildren(...renderFacets(query, answer.facets, context.go));
        renderAbout(query, answer, explain);
        renderEnd(query, answer);
        attach(view, query);
        finish(query, explain, answer);
      }
      begun = true;
    }
  }

  async function loadMore() {
    if (!last?.next) {
      return;
    }
    more.disabled = true;
    const { query, explain } = shown;
    try {
      const before = list.size;
      const answer = await api.search({ q: query, limit, cursor: last.next, explain: explain || null });
      if (shown.query !== query) {
        return;
      }
      list.append(answer.results, contextOf(query, answer, explain));
      last = { ...last, next: answer.next };
      renderAbout(query, { ...last, elapsedMs: answer.elapsedMs }, explain);
      renderEnd(query, last);
      announce(`${plural(list.size - before, 'more result')}`);
      list.element.children[before]?.querySelector('.file')?.focus();
    } catch (problem) {
      announce(problem.text ?? problem.message);
      end.hidden = false;
      end.textContent = problem.text ?? problem.message;
    } finally {
      more.disabled = false;
    }
  }

  return {
    keys: {
      e: () => document.querySelector('.file[aria-current]')?.dispatchEvent(new Event('toggle-lines')),
      m: loadMore,
      f: () => { folding.open = true; facets.querySelector('button')?.focus(); },
      x: () => document.getElementById('explain')?.click(),
    },

    // Shows what was shown before, where it is the same.
    restore(view, { query, explain }) {
      if (shown?.query !== query || shown.explain !== explain) {
        return false;
      }
      attach(view, query);
      focusCurrent();
      return true;
    },

    show: run,
    focusCurrent,

    // While a query is being typed its problems are small, and what was found before stays.
    showSlip(view, query, problem) {
      note.replaceChildren(renderProblem(problem, query));
      if (element.parentElement !== view) {
        list.replace([], contextOf(query, { mode: 'hybrid', query: '' }, false));
        [chips, about, facets].forEach((part) => part.replaceChildren());
        more.hidden = true;
        end.hidden = true;
        shown = null;
        attach(view, query);
      }
    },
  };
}
