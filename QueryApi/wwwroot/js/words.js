// Numbers and times as people read them.
const numbers = new Intl.NumberFormat('en');
export const count = (value) => numbers.format(value);
export const plural = (value, one, many = `${one}s`) => `${count(value)} ${value === 1 ? one : many}`;

// Rounded down: 100 % is said only of all.
export const percent = (part, whole) => (whole === 0 ? 100 : Math.floor((100 * part) / whole));

export function ago(iso) {
  const seconds = Math.max(0, (Date.now() - Date.parse(iso)) / 1000);
  const steps = [[60, 'second', 1], [3600, 'minute', 60], [86400, 'hour', 3600], [Infinity, 'day', 86400]];
  const [, unit, size] = steps.find(([limit]) => seconds < limit);
  return seconds < 5 ? 'just now' : `${plural(Math.floor(seconds / size), unit)} ago`;
}

export function bytes(size) {
  return size < 1024 ? plural(size, 'byte') : size < 1024 * 1024 ? `${(size / 1024).toFixed(1)} KiB` : `${(size / 1024 / 1024).toFixed(1)} MiB`;
}

export const shortRef = (name) => name.replace(/^refs\/(heads|tags)\//, '');
export const shortCommit = (commit) => commit.slice(0, 7);
export const milliseconds = (value) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
