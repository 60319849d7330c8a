// The address holds the state: whatever is shown can be sent to a colleague, and back goes back.
function make(pairs) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(pairs)) {
    if (value !== null && value !== undefined && value !== '' && value !== false) {
      parameters.set(name, value === true ? '1' : value);
    }
  }
  // slashes and colons read better as they are, and are allowed there
  const text = parameters.toString().replaceAll('%2F', '/').replaceAll('%3A', ':');
  return text ? `?${text}` : location.pathname;
}

export const searchAddress = (query, explain = false) => make({ q: query, explain });
export const viewAddress = (view, more = {}) => make({ view, ...more });

export function fileAddress({ repository, path, ref, start, end, query }) {
  return make({ file: `${repository}/${path}`, ref, lines: start ? (end && end !== start ? `${start}-${end}` : String(start)) : null, q: query });
}

export function similarAddress({ repository, path, ref, start, end }) {
  return make({ similar: `${repository}/${path}`, ref, lines: `${start}-${end}` });
}

export function readAddress() {
  const parameters = new URLSearchParams(location.search);
  const [, start, end] = /^(\d+)(?:-(\d+))?$/.exec(parameters.get('lines') ?? '') ?? [];
  return {
    query: parameters.get('q') ?? '',
    explain: parameters.has('explain'),
    view: parameters.get('view'),
    outcome: parameters.get('outcome'),
    file: parameters.get('file'),
    similar: parameters.get('similar'),
    ref: parameters.get('ref'),
    start: start ? Number(start) : null,
    end: end ? Math.max(Number(start), Number(end)) : start ? Number(start) : null,
  };
}
