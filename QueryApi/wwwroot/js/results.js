import { h } from './dom.js';
import { renderResult } from './result.js';

const keyOf = (result) => `${result.repository}\n${result.path}\n${result.ref}\n${result.startLine}`;

// About as many as a screen shows: the others can come a frame later.
const first = 6;
const afterPaint = (action) => requestAnimationFrame(() => setTimeout(action));

// A list that keeps the elements of results that stay: what is on screen moves only where the order did.
export function createList() {
  const element = h('ol', { class: 'results' });
  let items = new Map();
  let waiting = [];

  function make(result, context, known) {
    const key = keyOf(result);
    // Scores change from answer to answer, what is seen of the result does not.
    const signature = JSON.stringify([context.signature, { ...result, score: context.explain && result.score, similarity: context.explain && result.similarity }]);
    return [key, known.get(key)?.signature === signature ? known.get(key) : { signature, element: h('li', {}, renderResult(result, context)) }];
  }

  function append(results, context, known) {
    for (const [key, item] of results.map((result) => make(result, context, known))) {
      if (!items.has(key)) {
        items.set(key, item);
        element.append(item.element);
      }
    }
  }

  return {
    element,
    replace(results, context, quick = false) {
      const current = element.querySelector('.file[aria-current]')?.closest('li');
      const currentKey = [...items].find(([, item]) => item.element === current)?.[0];
      const hadFocus = current?.contains(document.activeElement);
      const known = items;
      const now = quick && !current ? results.slice(0, first) : results;
      const rest = results.slice(now.length);
      items = new Map(now.map((result) => make(result, context, known)));
      element.replaceChildren(...[...items.values()].map((item) => item.element));
      waiting = rest;
      if (rest.length > 0) {
        afterPaint(() => {
          if (waiting === rest) {
            waiting = [];
            append(rest, context, known);
          }
        });
      }
      const again = items.get(currentKey)?.element.querySelector('.file');
      again?.setAttribute('aria-current', 'true');
      if (hadFocus) {
        again?.focus({ preventScroll: true });
      }
    },
    append: (results, context) => append(results, context, items),
    get size() { return items.size + waiting.length; },
  };
}
