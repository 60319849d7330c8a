import { h } from './dom.js';
import { renderResult } from './result.js';

const keyOf = (result) => `${result.repository}\n${result.path}\n${result.ref}\n${result.startLine}`;

// A list that keeps the elements of results that stay: what is on screen moves only where the order did.
export function createList() {
  const element = h('ol', { class: 'results' });
  let items = new Map();

  function make(result, context) {
    const key = keyOf(result);
    // Scores change from answer to answer, what is seen of the result does not.
    const signature = JSON.stringify([context.signature, { ...result, score: context.explain && result.score, similarity: context.explain && result.similarity }]);
    const known = items.get(key);
    return [key, known?.signature === signature ? known : { signature, element: h('li', {}, renderResult(result, context)) }];
  }

  return {
    element,
    replace(results, context) {
      const current = element.querySelector('.file[aria-current]')?.closest('li');
      const currentKey = [...items].find(([, item]) => item.element === current)?.[0];
      const hadFocus = current?.contains(document.activeElement);
      items = new Map(results.map((result) => make(result, context)));
      element.replaceChildren(...[...items.values()].map((item) => item.element));
      const again = items.get(currentKey)?.element.querySelector('.file');
      again?.setAttribute('aria-current', 'true');
      if (hadFocus) {
        again?.focus({ preventScroll: true });
      }
    },
    append(results, context) {
      for (const [key, item] of results.map((result) => make(result, context))) {
        if (!items.has(key)) {
          items.set(key, item);
          element.append(item.element);
        }
      }
    },
    get size() { return items.size; },
  };
}
