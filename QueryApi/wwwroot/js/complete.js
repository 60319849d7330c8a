import { h } from './dom.js';
import { filterText, readParts } from './query.js';

const most = 8;
const known = {
  kind: () => ['class', 'constant', 'constructor', 'enum', 'field', 'function', 'interface', 'macro', 'method', 'module', 'namespace', 'property', 'struct', 'trait', 'type', 'variable'],
  is: () => ['test', 'doc', 'generated', 'vendored'],
  mode: () => ['hybrid', 'semantic', 'lexical', 'regex', 'symbol'],
};

// Values of the filter that is being typed: a combobox over the search box. The search itself is never held up by it. asked: values that the service is asked for, by filter.
export function offerCompletions(box, list, asked) {
  const sources = { ...known, ...asked };
  let part = null;
  let at = -1;

  const close = () => {
    list.hidden = true;
    part = null;
    at = -1;
    box.setAttribute('aria-expanded', 'false');
    box.removeAttribute('aria-activedescendant');
  };

  const choose = (value) => {
    const text = filterText({ field: part.name, value });
    const rest = box.value.slice(part.end).trimStart();
    const before = box.value.slice(0, part.start) + text;
    box.value = `${before} ${rest}`;
    box.setSelectionRange(before.length + 1, before.length + 1);
    close();
    box.dispatchEvent(new Event('input'));
  };

  const mark = (next) => {
    const options = [...list.children];
    at = (next + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute('aria-selected', String(i === at)));
    box.setAttribute('aria-activedescendant', options[at].id);
    options[at].scrollIntoView({ block: 'nearest' });
  };

  const update = async () => {
    const caret = box.selectionStart;
    const text = box.value;
    close();
    const found = readParts(box.value).find((one) => one.kind === 'filter' && one.end === caret && sources[one.field]);
    if (!found || caret !== box.selectionEnd) {
      return;
    }
    const typed = found.value.toLowerCase();
    const all = await sources[found.field]();
    const values = all.filter((value) => value.toLowerCase().includes(typed) && value.toLowerCase() !== typed)
      .sort((a, b) => Number(b.toLowerCase().startsWith(typed)) - Number(a.toLowerCase().startsWith(typed))).slice(0, most);
    if (values.length === 0 || box.value !== text || document.activeElement !== box) {
      return;
    }
    part = found;
    list.replaceChildren(...values.map((value, i) => h('li', { role: 'option', id: `option-${i}`, 'aria-selected': 'false', onmousedown: (event) => { event.preventDefault(); choose(value); } }, value)));
    list.hidden = false;
    box.setAttribute('aria-expanded', 'true');
  };

  box.addEventListener('input', update);
  box.addEventListener('blur', close);
  box.addEventListener('keydown', (event) => {
    if (list.hidden || event.isComposing) {
      return;
    }
    const action = {
      ArrowDown: () => mark(at + 1),
      ArrowUp: () => mark(at < 0 ? -1 : at - 1),
      Escape: close,
      Tab: () => choose(list.children[Math.max(0, at)].textContent),
      Enter: at >= 0 ? () => choose(list.children[at].textContent) : undefined,
    }[event.key];
    if (action && !(event.key === 'Tab' && event.shiftKey)) {
      event.preventDefault();
      event.stopPropagation();
      action();
    }
  });
}
