// The peer: @huggingface/transformers with the same ONNX file. Reads "given N" or "sorted N" a line, answers with the seconds that all texts took in
// batches of N.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { env, pipeline } from '@huggingface/transformers';

const [models, model, textsFile] = process.argv.slice(2);
env.localModelPath = models;
env.allowRemoteModels = false;
const texts = JSON.parse(readFileSync(textsFile, 'utf8'));
const sorted = [...texts].sort((a, b) => b.length - a.length);
const extract = await pipeline('feature-extraction', model, { dtype: 'fp32', device: 'cpu' });
const run = (batch) => extract(batch, { pooling: 'cls', normalize: true });
await run(texts.slice(0, 4));
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [order, size] = line.split(' ');
  const all = order === 'sorted' ? sorted : texts;
  const start = performance.now();
  for (let i = 0; i < all.length; i += Number(size)) {
    await run(all.slice(i, i + Number(size)));
  }
  console.log((performance.now() - start) / 1000);
}
