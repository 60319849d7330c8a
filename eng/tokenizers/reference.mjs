// Hugging Face's own library, as the reference of tests and benchmarks.
//   node reference.mjs <folder with node_modules> ids <tokenizer.json> <texts.json> [limit]     a line of ids for each text
//   node reference.mjs <folder with node_modules> speed <tokenizer.json> <texts.json> <rounds>  {"one": seconds, "batch": seconds}, the best round
import { readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, mode, file, textsFile, number] = process.argv.slice(2);
const { Tokenizer } = createRequire(pathToFileURL(join(resolve(folder), 'x')))('tokenizers');
const tokenizer = Tokenizer.fromFile(file);
const texts = JSON.parse(readFileSync(textsFile, 'utf8'));

// These are somebody's run-time settings.
tokenizer.disablePadding();
tokenizer.disableTruncation();

function print(text) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

if (mode === 'ids') {
  if (number) tokenizer.setTruncation(Number(number));
  for (const text of texts) print(`${(await tokenizer.encode(text)).getIds().join(' ')}\n`);
} else {
  const best = { one: Infinity, batch: Infinity, tokens: 0 };
  for (let round = 0; round < Number(number); round++) {
    best.tokens = 0;
    let start = performance.now();
    for (const text of texts) best.tokens += (await tokenizer.encode(text)).getLength();
    best.one = Math.min(best.one, (performance.now() - start) / 1000);
    start = performance.now();
    for (let at = 0; at < texts.length; at += 256) await tokenizer.encodeBatch(texts.slice(at, at + 256));
    best.batch = Math.min(best.batch, (performance.now() - start) / 1000);
  }
  print(`${JSON.stringify(best)}\n`);
}
