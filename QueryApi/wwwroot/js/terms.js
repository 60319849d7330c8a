// Which parts of a line to light up: the query's words and parts of its identifiers, at the start of a word or of an identifier's part.
const common = new Set(('a all an and any are as at be by can do does for from get has have how i if in is it its not of on or so that the them then there '
  + 'this to was we what when where which who why with you').split(' '));
const endings = ['ing', 'ed', 'es', 's'];

function stem(word) {
  const ending = endings.find((end) => word.length > end.length + 3 && word.toLowerCase().endsWith(end));
  return ending ? word.slice(0, -ending.length) : word;
}

export function termPattern(text) {
  const found = new Set();
  for (const [word] of text.matchAll(/[\p{L}\p{N}_]+/gu)) {
    if (word.length < 2 || common.has(word.toLowerCase())) {
      continue;
    }
    found.add(word);
    const parts = [...word.matchAll(/\p{Lu}?[\p{Ll}\p{N}]+|\p{Lu}+(?!\p{Ll})|\p{L}+/gu)].map((part) => part[0]);
    (parts.length > 1 ? parts.filter((part) => part.length > 2) : [stem(word)]).forEach((part) => found.add(part));
  }
  const words = [...found].sort((a, b) => b.length - a.length).slice(0, 32);
  if (words.length === 0) {
    return null;
  }
  // A short ending belongs to the word: parse lights up Parser whole. Letters are spelled out in both cases: the boundary between 'x' and 'Y' must stay sensitive to case.
  const any = words.map((word) => [...word].map((c) => (c.toLowerCase() === c.toUpperCase() ? c : `[${c.toLowerCase()}${c.toUpperCase()}]`)).join('')).join('|');
  return new RegExp(`(?:(?<![A-Za-z0-9])|(?<=[a-z0-9])(?=[A-Z]))(?:${any})(?:[a-z]{1,3}(?![a-z]))?`, 'gu');
}

export function findTerms(pattern, line) {
  return pattern === null ? [] : [...line.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length]);
}
