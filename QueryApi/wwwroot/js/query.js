// Reads and changes the filters of a query; the server's parser has the last word.
const filters = /(?<=^|\s)(-?)(repo|repository|lang|language|path|file):("(?:[^"\\]|\\.)*"|\S+)/gi;
const short = { repository: 'repo', language: 'lang', file: 'path' };

export function readFilters(query) {
  return [...query.matchAll(filters)].map((match) => {
    const field = match[2].toLowerCase();
    return {
      text: match[0],
      field: short[field] ?? field,
      negated: match[1] === '-',
      value: match[3].startsWith('"') ? match[3].slice(1, -1).replace(/\\(["\\])/g, '$1') : match[3],
    };
  });
}

const tidy = (query) => query.replace(/\s+/g, ' ').trim();

export const withoutFilters = (query) => tidy(query.replace(filters, ' '));

export function toggleFilter(query, field, value) {
  const known = readFilters(query).filter((filter) => filter.field === field && !filter.negated && filter.value.toLowerCase() === value.toLowerCase());
  if (known.length > 0) {
    return tidy(known.reduce((text, filter) => text.replace(filter.text, ' '), query));
  }
  return tidy(`${query} ${field}:${/[\s"]/.test(value) ? JSON.stringify(value) : value}`);
}
