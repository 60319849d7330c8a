import * as api from './api.js';
import { count, h, percent, plural } from './dom.js';
import { addForm } from './repositories.js';

const examples = ['where are jobs published', 'retry with exponential backoff', 'parse command line arguments', '"not found" lang:csharp'];

export async function showStart(view, canAdd, go, signal) {
  const { repositories, passages } = await api.status(signal);
  if (repositories.length === 0) {
    view.replaceChildren(h('section', { class: 'start' },
      h('h1', {}, 'Nothing is indexed yet'),
      h('p', {}, 'Run ', h('code', {}, './julie index PATH|URL'), canAdd ? ', or give the address of a repository here.' : '.'),
      canAdd && addForm(() => go(null, 'repositories'))));
    return;
  }
  const link = (query) => h('li', {}, h('a', { href: `?q=${encodeURIComponent(query)}`, onclick: (event) => { event.preventDefault(); go(query); } }, query));
  view.replaceChildren(h('section', { class: 'start' },
    h('h1', {}, 'Search all the code, by meaning or by name'),
    h('p', {}, 'Ask the way you would ask a colleague, paste an identifier, or mix both. Filters narrow it down: ', h('code', {}, 'repo:'), ' ', h('code', {}, 'lang:'), ' ', h('code', {}, 'path:'), '.'),
    h('h2', {}, 'For example'),
    h('ul', {}, examples.map(link)),
    h('p', { class: 'figures' },
      h('span', {}, h('strong', {}, plural(repositories.length, 'repository', 'repositories'))),
      h('span', {}, h('strong', {}, count(repositories.reduce((sum, repository) => sum + repository.files.indexed, 0))), ' files'),
      h('span', {}, h('strong', {}, count(passages.total)), ' passages'),
      h('span', {}, h('strong', {}, `${percent(passages.embedded, passages.total)} %`), ' embedded'))));
}
