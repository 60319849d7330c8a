import { search } from './api.js';
import { readFilters, readParts } from './query.js';
import { searchStream } from './stream.js';

// How long fused answers took of late, in milliseconds. While they are quick, asking for results by word beside them only makes both slower.
let taken = 0;
const quick = 150;

const isPattern = (query) => {
  const mode = readFilters(query).find((filter) => filter.field === 'mode')?.value;
  return mode ? mode === 'regex' : readParts(query).some((part) => part.kind === 'pattern');
};

function took(start) {
  taken = (taken + performance.now() - start) / 2;
}

// The events of a search, by whichever way brings the first results soonest.
export async function* answersOf(parameters, signal, typing) {
  const start = performance.now();
  if (typing && taken < quick && !isPattern(parameters.q)) {
    const answer = await search(parameters, signal);
    took(start);
    yield { name: 'results', answer };
    yield { name: 'done', answer };
    return;
  }
  for await (const event of searchStream(parameters, signal)) {
    if (event.name === 'results' && event.answer.mode !== 'lexical') {
      took(start);
    }
    yield event;
  }
}
