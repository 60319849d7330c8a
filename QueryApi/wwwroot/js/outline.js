import { byId, h, link, mark } from './dom.js';
import { plural } from './words.js';

const sorts = {
  type: ['class', 'struct', 'interface', 'enum', 'trait', 'record', 'union', 'type', 'typedef', 'alias', 'object', 'protocol', 'impl', 'namespace', 'module', 'package'],
  call: ['function', 'method', 'constructor', 'procedure', 'generator', 'singletonMethod', 'macro', 'task', 'operation', 'getter', 'setter', 'delegate'],
};

function sortOf(kind) {
  return Object.keys(sorts).find((sort) => sorts[sort].includes(kind)) ?? 'value';
}

// How many symbols before it are still open where it begins.
function depths(symbols) {
  const open = [];
  return symbols.map((symbol) => {
    while (open.length > 0 && open.at(-1) < symbol.line) {
      open.pop();
    }
    open.push(symbol.endLine);
    return open.length - 1;
  });
}

// What the file defines, nested as it is there; what the window shows is the current one.
export function renderOutline(symbols, hrefOf) {
  if (symbols.length === 0) {
    return null;
  }
  const depth = depths(symbols);
  const entries = symbols.map((symbol, i) => {
    const element = link(hrefOf(symbol), { title: `${symbol.kind} ${symbol.scope ? `${symbol.scope}.` : ''}${symbol.name}` },
      h('span', { class: `kind k-${sortOf(symbol.kind)}`, 'aria-hidden': 'true' }, symbol.kind.slice(0, 1).toUpperCase()), h('span', {}, h('span', { class: 'visually-hidden' }, `${symbol.kind} `), symbol.name));
    element.style.setProperty('--depth', String(Math.min(6, depth[i])));
    return { symbol, element, item: h('li', {}, element) };
  });
  const filter = h('input', { type: 'text', id: 'outline-filter', 'aria-label': 'Filter the outline', placeholder: `${plural(symbols.length, 'symbol')}`, autocomplete: 'off', spellcheck: 'false', oninput: () => {
    const wanted = filter.value.trim().toLowerCase();
    entries.forEach(({ symbol, item }) => { item.hidden = wanted !== '' && !symbol.name.toLowerCase().includes(wanted); });
  }, onkeydown: (event) => {
    const first = entries.find(({ item }) => !item.hidden);
    if (event.key === 'Enter' && first) {
      event.preventDefault();
      first.element.click();
      filter.blur();
    } else if (event.key === 'ArrowDown' && first) {
      event.preventDefault();
      first.element.focus();
    }
  } });
  const move = (event) => {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    const seen = entries.filter(({ item }) => !item.hidden);
    const at = seen.findIndex(({ element }) => element === document.activeElement);
    if (step && at >= 0 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      (seen[at + step]?.element ?? (step < 0 ? filter : seen[at].element)).focus();
    }
  };
  const folding = h('details', { open: window.innerWidth > 1024 }, h('summary', {}, 'Outline'), h('h2', {}, 'Outline'), filter, h('ol', { onkeydown: move }, entries.map(({ item }) => item)));
  return {
    element: h('aside', { class: 'outline', 'aria-label': 'Outline' }, folding),
    focus: () => { folding.open = true; byId('outline-filter').focus(); },
    markLine(line) {
      const inside = entries.filter(({ symbol }) => symbol.line <= line && symbol.endLine >= line).at(-1);
      entries.forEach(({ element }) => mark(element, element === inside?.element && 'location'));
      inside?.element.scrollIntoView({ block: 'nearest' });
    },
  };
}
