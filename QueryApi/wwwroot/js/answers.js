import { search } from './api.js';
import { readFilters, readParts } from './query.js';
import { searchStream } from './stream.js';

// By how many milliseconds results by word came before the fused ones, of late. Where the model is near they hardly do, and then asking for both only makes the other wait.
let lead = null;
const worthwhile = 40;

const isPattern = (query) => {
  const mode = readFilters(query).find((filter) => filter.field === 'mode')?.value;
  return mode ? mode === 'regex' : readParts(query).some((part) => part.kind === 'pattern');
};

async function* watched(parameters, signal) {
  let early = null;
  for await (const event of searchStream(parameters, signal)) {
    if (event.name === 'results') {
      if (event.answer.mode === 'lexical') {
        early ??= performance.now();
      } else {
        const now = early === null ? 0 : performance.now() - early;
        lead = lead === null ? now : (lead + now) / 2;
      }
    }
    yield event;
  }
}

// The events of a search, by whichever way brings the first results soonest.
export async function* answersOf(parameters, signal, typing) {
  if (typing && lead !== null && lead < worthwhile && !isPattern(parameters.q)) {
    const answer = await search(parameters, signal);
    yield { name: 'results', answer };
    yield { name: 'done', answer };
    return;
  }
  yield* watched(parameters, signal);
}
