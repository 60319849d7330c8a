import { h } from './dom.js';

// A problem with its remedy, and where in the query it is.
export function renderProblem(problem, query) {
  const placed = problem.position !== undefined && query;
  const end = placed ? problem.position + problem.length : 0;
  return h('section', { class: 'notice bad', role: 'alert' },
    h('h2', {}, problem.message), problem.detail && h('p', {}, problem.detail),
    placed && problem.length > 0 && query.length < 500 && h('pre', {}, query.slice(0, problem.position), h('span', { class: 'wrong' }, query.slice(problem.position, end)), query.slice(end)));
}
