import { openStream } from './api.js';

// Server-sent events over fetch, which can be aborted and tells problems in words; EventSource can neither.
export async function* searchStream(parameters, signal) {
  const response = await openStream(parameters, signal);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    buffer += value;
    const events = buffer.split('\n\n');
    buffer = events.pop();
    for (const event of events) {
      const lines = event.split('\n');
      const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5)).join('\n');
      signal.throwIfAborted();
      yield { name: lines.find((line) => line.startsWith('event:'))?.slice(6).trim(), answer: JSON.parse(data) };
    }
  }
}
