// A failure with the words of the API's problem details.
export class Problem extends Error {
  constructor(status, body, wait = 0) {
    super(body.title ?? `The server answered with status ${status}`);
    this.status = status;
    this.detail = body.detail ?? '';
    this.position = body.position;
    this.length = body.length;
    this.wait = wait;
  }

  get text() {
    return [this.message, this.detail].filter(Boolean).join('. ').replaceAll('..', '.');
  }
}

async function open(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...options });
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new Problem(0, { title: 'Julie does not answer', detail: 'Is it running? Start it with ./julie up, then search again.' });
  }
  if (!response.ok) {
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    throw new Problem(response.status, isJson ? await response.json() : {}, Number(response.headers.get('retry-after') ?? 0));
  }
  return response;
}

async function ask(path, options) {
  const response = await open(path, options);
  return response.status === 204 ? null : response.json();
}

function address(path, parameters) {
  const text = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== ''));
  return `${path}?${text}`;
}

const send = (path, method, value) => ask(path, { method, body: JSON.stringify(value), headers: { 'content-type': 'application/json' } });
const pathOf = (file) => file.split('/').map(encodeURIComponent).join('/');

export const openStream = (parameters, signal) => open(address('api/search/stream', parameters), { signal });
export const search = (parameters, signal) => ask(address('api/search', parameters), { signal });
export const file = (name, parameters, signal) => ask(address(`api/files/${pathOf(name)}`, parameters), { signal });
export const similar = (parameters, signal) => ask(address('api/similar', parameters), { signal });
export const status = (signal) => ask('api/status', { signal });
export const repositories = (signal) => ask('api/repositories', { signal });
export const languages = () => ask('api/languages').then((all) => all.map((one) => one.language));
export const refs = (id, signal) => ask(`api/repositories/${id}/refs`, { signal });
export const sync = (id, signal) => ask(`api/syncs/${id}`, { signal });
export const files = (id, state, cursor) => ask(address(`api/repositories/${id}/files`, { state, cursor }));
export const register = (url, name) => send('api/repositories', 'POST', name ? { url, name } : { url });
export const remove = (id) => ask(`api/repositories/${id}`, { method: 'DELETE' });
export const deliveries = (outcome, limit, signal) => ask(address('api/deliveries', { limit, outcome }), { signal });
export const replay = (id) => ask(`api/deliveries/${id}/replay`, { method: 'POST' });
export const session = () => ask('api/session');
export const signIn = (key) => send('api/session', 'POST', { key });
export const signOut = () => ask('api/session', { method: 'DELETE' });
