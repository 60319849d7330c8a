// Asks Hugging Face's own library what it does with every code point, and prints Embedding/Tokenizers/Unicode/unicode.txt.
//   npm install --prefix artifacts/hub-reference tokenizers@0.23.2
//   NODE_PATH=artifacts/hub-reference/node_modules node eng/tokenizers/unicode.mjs > Embedding/Tokenizers/Unicode/unicode.txt
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const folder = (process.env.NODE_PATH ?? '').split(':')[0] || '.';
const hub = createRequire(pathToFileURL(`${folder}/`))('tokenizers');

const points = [];
for (let point = 0; point <= 0x10ffff; point++) {
  if (point < 0xd800 || point > 0xdfff) points.push(point);
}

const text = point => String.fromCodePoint(point);
const hex = point => point.toString(16).toUpperCase();
const codes = string => [...string].map(c => c.codePointAt(0));

function ranges(name, holds) {
  const found = [];
  for (const point of points.filter(holds)) {
    const last = found.at(-1);
    if (last && last[1] === point - 1) last[1] = point;
    else found.push([point, point]);
  }
  console.log(`${name} ${found.map(([a, b]) => (a === b ? hex(a) : `${hex(a)}-${hex(b)}`)).join(' ')}`);
}

// A splitter that removes what matches leaves nothing of a single code point.
const removes = splitter => point => splitter.preTokenizeString(text(point)).length === 0;
const pattern = regex => removes(hub.Tokenizer.fromString(JSON.stringify({
  version: '1.0', added_tokens: [], model: { type: 'BPE', vocab: {}, merges: [] },
  pre_tokenizer: { type: 'Split', pattern: { Regex: regex }, behavior: 'Removed', invert: false },
})).getPreTokenizer());
const bert = options => hub.bertNormalizer({ cleanText: false, handleChineseChars: false, stripAccents: false, lowercase: false, ...options });

// What normalises one code point to something else; neighbours of equal distance share an entry: first-last+distance.
function mapping(name, normalizer, skip = () => false) {
  const runs = [];
  for (const point of points) {
    if (skip(point)) continue;
    const to = codes(normalizer.normalizeString(text(point)));
    if (to.length === 1 && to[0] === point) continue;
    const last = runs.at(-1);
    const distance = to.length === 1 ? to[0] - point : null;
    if (last && distance !== null && last.distance === distance && (point - last.to === 1 || point - last.to === 2) && (last.from === last.to || point - last.to === last.step)) {
      last.step = point - last.to;
      last.to = point;
    } else {
      runs.push({ from: point, to: point, step: 1, distance, target: to });
    }
  }
  console.log(`${name} ${runs.map(r => r.from === r.to
    ? `${hex(r.from)}=${r.target.map(hex).join('+')}`
    : `${hex(r.from)}-${hex(r.to)}/${r.step}=${hex(r.target[0])}`).join(' ')}`);
}

ranges('letter', pattern('\\p{L}'));
ranges('number', pattern('\\p{N}'));
ranges('space', pattern('\\s'));
ranges('punctuation', point => hub.punctuationPreTokenizer('removed').preTokenizeString(text(point)).length === 0);
ranges('control', point => bert({ cleanText: true }).normalizeString(text(point)) === '');
ranges('blank', point => bert({ cleanText: true }).normalizeString(text(point)) === ' ');
ranges('numeric', point => {
  const parts = hub.digitsPreTokenizer(true).preTokenizeString(`a${text(point)}`);
  return parts.length === 2;
});
ranges('word', point => {
  const parts = hub.whitespacePreTokenizer().preTokenizeString(`a${text(point)}`);
  return parts.length === 1 && parts[0][0].length > 1;
});
ranges('accent', point => bert({ stripAccents: true }).normalizeString(text(point)) === '');
ranges('mark', point => hub.stripAccentsNormalizer().normalizeString(text(point)) === '');
mapping('lower', bert({ lowercase: true }));

const nfd = hub.nfdNormalizer();
const nfc = hub.nfcNormalizer();
const hangul = point => point >= 0xac00 && point <= 0xd7a3;
mapping('decomposed', nfd, hangul);

// Combining classes show in what changes places; only their order counts, so they are numbered from 1.
const swap = (a, b) => nfd.normalizeString(text(a) + text(b)) !== text(a) + text(b);
const still = points.filter(point => !hangul(point) && nfd.normalizeString(text(point)) === text(point));
const moving = still.filter(point => swap(0x345, point) || swap(point, 0x334) || swap(point, 0x345) || swap(0x334, point));
const sorted = [...moving].sort((a, b) => (swap(a, b) ? 1 : swap(b, a) ? -1 : a - b));
const classes = [];
for (const point of sorted) {
  const last = classes.at(-1);
  if (last && !swap(point, last[0])) last.push(point);
  else classes.push([point]);
}
classes.forEach((members, index) => {
  const set = new Set(members);
  ranges(`class ${index + 1}`, point => set.has(point));
});

// A code point that NFC keeps though NFD takes it apart is what its beginning and its last part compose to.
const composed = [];
for (const point of points) {
  const parts = codes(nfd.normalizeString(text(point)));
  if (hangul(point) || parts.length < 2 || nfc.normalizeString(text(point)) !== text(point)) continue;
  const last = parts.pop();
  const first = codes(nfc.normalizeString(String.fromCodePoint(...parts)));
  if (first.length !== 1) throw new Error(`U+${hex(point)} composes from more than two parts`);
  composed.push(`${hex(first[0])}+${hex(last)}=${hex(point)}`);
}
console.log(`composed ${composed.join(' ')}`);
