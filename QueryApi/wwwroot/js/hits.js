import { announce, h } from './dom.js';
import { icon } from './icons.js';
import { count } from './words.js';

// Next and previous among the lines that hold something of the query; it goes round.
export function createHits(lines, goTo) {
  let at = -1;
  const label = h('span', { 'aria-live': 'off' });
  const render = () => { label.textContent = at < 0 ? `${count(lines.length)} ${lines.length === 1 ? 'hit' : 'hits'}` : `${count(at + 1)} of ${count(lines.length)}`; };
  const move = (step) => {
    if (lines.length === 0) {
      announce('No hits');
      return;
    }
    at = at < 0 && step < 0 ? lines.length - 1 : (at + step + lines.length) % lines.length;
    render();
    announce(`Hit ${at + 1} of ${lines.length}, line ${lines[at]}`);
    goTo(lines[at]);
  };
  render();
  return {
    element: lines.length > 0 && h('span', { class: 'hits', role: 'group', 'aria-label': 'Hits' }, label,
      h('button', { type: 'button', title: 'Previous hit (p)', 'aria-label': 'Previous hit', 'aria-keyshortcuts': 'p', onclick: () => move(-1) }, icon('up')),
      h('button', { type: 'button', title: 'Next hit (n)', 'aria-label': 'Next hit', 'aria-keyshortcuts': 'n', onclick: () => move(1) }, icon('down'))),
    next: () => move(1),
    previous: () => move(-1),

    // The walk begins where the file was opened.
    startAt(line) {
      const exact = lines.findIndex((number) => number >= line);
      at = exact >= 0 && lines[exact] === line ? exact : exact - 1;
      if (exact < 0) {
        at = lines.length - 1;
      }
      if (at >= 0) {
        render();
      }
    },
  };
}
