// Reads and changes the filters of a query by the rules of docs/query-language.md; the server's parser has the last word.
const names = {
  repo: 'repo', repository: 'repo', lang: 'lang', language: 'lang', path: 'path', file: 'file', ref: 'ref', branch: 'ref', symbol: 'symbol', sym: 'symbol', kind: 'kind', is: 'is',
  mode: 'mode', count: 'count',
};
const prefix = /([A-Za-z][A-Za-z-]{1,20}):/y;
const isSpace = (character) => /\s/.test(character);

function quotedEnd(text, at) {
  let i = at + 1;
  while (i < text.length && text[i] !== '"') {
    i += text[i] === '\\' && (text[i + 1] === '"' || text[i + 1] === '\\') ? 2 : 1;
  }
  return Math.min(i + 1, text.length);
}

// A closing parenthesis that its word did not open ends the word, within a group.
function wordEnd(text, at, groups) {
  let open = 0;
  for (let i = at; i < text.length; i += 1) {
    if (isSpace(text[i])) {
      return i;
    }
    if (text[i] === '\\' && (text[i + 1] === '(' || text[i + 1] === ')')) {
      i += 1;
      continue;
    }
    open += text[i] === '(' ? 1 : text[i] === ')' ? -1 : 0;
    if (open < 0 && groups > 0) {
      return i;
    }
  }
  return text.length;
}

function patternEnd(text, at, groups) {
  if (at + 1 >= text.length || text[at + 1] === '/' || text[at + 1] === '*' || isSpace(text[at + 1])) {
    return null;
  }
  for (let i = at + 1; i < text.length; i += 1) {
    if (text[i] === '\\') {
      i += 1;
    } else if (text[i] === '/') {
      return i + 1 === text.length || isSpace(text[i + 1]) || (groups > 0 && text[i + 1] === ')') ? i + 1 : null;
    }
  }
  return null;
}

const unquote = (text) => (text.startsWith('"') ? text.slice(1).replace(/"$/, '').replace(/\\(["\\])/g, '$1').trim() : text);

function named(text, at, groups) {
  prefix.lastIndex = at;
  const match = prefix.exec(text);
  const field = match && names[match[1].toLowerCase()];
  const from = prefix.lastIndex;
  if (!field || text[from] === ':' || text[from] === '=' || text.startsWith('//', from)) {
    return null;
  }
  const end = text[from] === '"' ? quotedEnd(text, from) : wordEnd(text, from, groups);
  return { kind: 'filter', field, name: match[1], value: unquote(text.slice(from, end)), end };
}

// The parts of a query with where they stand and how deep in groups; an unfinished one goes to the end.
export function readParts(text) {
  const parts = [];
  let groups = 0;
  for (let at = 0; at < text.length;) {
    if (isSpace(text[at])) {
      at += 1;
      continue;
    }
    const character = text[at];
    const pattern = character === '/' ? patternEnd(text, at, groups) : null;
    let part = { kind: 'word', end: 0 };
    if (character === '"') {
      part = { kind: 'phrase', end: quotedEnd(text, at) };
    } else if (character === '(' && text[at + 1] !== ')') {
      part = { kind: 'open', end: at + 1 };
    } else if (character === ')' && groups > 0) {
      part = { kind: 'close', end: at + 1 };
    } else if (character === '-' && /[\p{L}_"(/]/u.test(text[at + 1] ?? '')) {
      part = { kind: 'minus', end: at + 1 };
    } else if (pattern) {
      part = { kind: 'pattern', end: pattern };
    } else {
      const end = wordEnd(text, at, groups);
      part = named(text, at, groups) ?? { kind: text.slice(at, end) === 'OR' ? 'or' : 'word', end };
    }
    groups -= part.kind === 'close' ? 1 : 0;
    parts.push({ ...part, start: at, depth: groups, text: text.slice(at, part.end) });
    groups += part.kind === 'open' ? 1 : 0;
    at = part.end;
  }
  return parts;
}

const isSplit = (parts) => parts.some((part) => part.kind === 'or' && part.depth === 0);

// Those that hold for the whole query: what stands in a group, or in an alternative, is not for a click to take away.
export function readFilters(query) {
  const parts = readParts(query);
  if (isSplit(parts)) {
    return [];
  }
  return parts.flatMap((part, i) => {
    const negated = parts[i - 1]?.kind === 'minus';
    return part.kind === 'filter' && part.depth === 0 && part.value !== ''
      ? [{ field: part.field, value: part.value, negated, start: negated ? part.start - 1 : part.start, end: part.end }]
      : [];
  });
}

const tidy = (text) => text.trim();
const written = (value) => (/[\s"()]/.test(value) || value === '' ? `"${value.replace(/["\\]/g, '\\$&')}"` : value);

export const filterText = ({ field, value, negated }) => `${negated ? '-' : ''}${field}:${written(value)}`;

export function removeFilter(query, filter) {
  return tidy(`${query.slice(0, filter.start).replace(/\s+$/, '')} ${query.slice(filter.end).replace(/^\s+/, '')}`);
}

// Alternatives bind looser than what stands beside each other, so a filter for all of them needs them in a group.
export function addFilter(query, field, value, negated = false) {
  const text = tidy(query);
  const whole = isSplit(readParts(text)) ? `(${text})` : text;
  return tidy(`${whole} ${filterText({ field, value, negated })}`);
}

export function findFilter(query, field, value, negated = false) {
  return readFilters(query).find((filter) => filter.field === field && filter.negated === negated && filter.value.toLowerCase() === value.toLowerCase());
}

export function toggleFilter(query, field, value, negated = false) {
  const known = findFilter(query, field, value, negated);
  if (known) {
    return removeFilter(query, known);
  }
  const opposite = findFilter(query, field, value, !negated);
  return addFilter(opposite ? removeFilter(query, opposite) : query, field, value, negated);
}

// One value in the place of whatever there is; none takes it away.
export function setFilter(query, field, value) {
  const rest = readFilters(query).filter((filter) => filter.field === field && !filter.negated).reverse().reduce(removeFilter, query);
  return value ? addFilter(rest, field, value) : rest;
}

export const withoutFilters = (query) => readFilters(query).reverse().reduce(removeFilter, query);

// Filters alone are no question yet.
export const asksSomething = (query) => readParts(query).some((part) => ['word', 'phrase', 'pattern'].includes(part.kind) || (part.kind === 'filter' && part.field === 'symbol'));
