import * as api from './api.js';
import { searchAddress, viewAddress } from './address.js';
import { h, link } from './dom.js';
import { addForm } from './register.js';
import { count, percent, plural } from './words.js';

const examples = [
  ['where are jobs published', 'in words'],
  ['retry with exponential backoff -is:test', 'without tests'],
  ['symbol:Main kind:function', 'a definition'],
  ['/TODO|FIXME/ lang:csharp', 'every line that matches'],
  ['"not found" path:src/**', 'exactly this text, in some folders'],
];

export async function showStart(context, signal) {
  const { view } = context;
  const { repositories, passages } = await api.status(signal);
  if (repositories.length === 0) {
    view.replaceChildren(h('section', { class: 'start' },
      h('h1', {}, 'Nothing is indexed yet'),
      h('p', {}, 'Run ', h('code', {}, './julie index PATH|URL'), context.may('ingest') ? ', or give the address of a repository here.' : '.'),
      context.may('ingest') && addForm(() => context.navigate(viewAddress('repositories')))));
    return;
  }
  view.replaceChildren(h('section', { class: 'start' },
    h('h1', {}, 'Search all the code, by meaning or by name'),
    h('p', {}, 'Ask the way you would ask a colleague, paste an identifier, or mix both. Filters narrow it down; ', h('kbd', {}, '?'), ' lists them, and the keys.'),
    h('h2', {}, 'For example'),
    h('ul', {}, examples.map(([query, what]) => h('li', {}, link(searchAddress(query), {}, query, h('span', {}, what))))),
    h('p', { class: 'figures' },
      h('span', {}, h('strong', {}, plural(repositories.length, 'repository', 'repositories'))),
      h('span', {}, h('strong', {}, count(repositories.reduce((sum, repository) => sum + repository.files.indexed, 0))), ' files'),
      h('span', {}, h('strong', {}, count(passages.total)), ' passages'),
      h('span', {}, h('strong', {}, `${percent(passages.embedded, passages.total)} %`), ' embedded'))));
}
