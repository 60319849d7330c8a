// A failure with the words of the API's problem details.
export class Problem extends Error {
  constructor(status, body) {
    super(body.title ?? `The server answered with status ${status}`);
    this.status = status;
    this.detail = body.detail ?? '';
    this.position = body.position;
    this.length = body.length;
  }
}

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...options });
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new Problem(0, { title: 'Julie does not answer', detail: 'Is it running? Start it with ./julie up, then search again.' });
  }
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  const body = isJson ? await response.json() : {};
  if (!response.ok) {
    throw new Problem(response.status, body);
  }
  return body;
}

const send = (path, method, value) => ask(path, { method, body: JSON.stringify(value), headers: { 'content-type': 'application/json' } });

export const search = (query, limit, signal) => ask(`api/search?q=${encodeURIComponent(query)}&limit=${limit}`, { signal });
export const status = (signal) => ask('api/status', { signal });
export const files = (id, state, cursor) => ask(`api/repositories/${id}/files?state=${state}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
export const register = (url) => send('api/repositories', 'POST', { url });
export const deliveries = (outcome, limit, signal) => ask(`api/deliveries?limit=${limit}${outcome ? `&outcome=${encodeURIComponent(outcome)}` : ''}`, { signal });
export const replay = (id) => ask(`api/deliveries/${id}/replay`, { method: 'POST' });
export const session = () => ask('api/session');
export const signIn = (key) => send('api/session', 'POST', { key });
export const signOut = () => ask('api/session', { method: 'DELETE' });
