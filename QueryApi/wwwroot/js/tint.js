// A tint, not a parser: comments, strings, numbers, calls and the words that most languages reserve.
const keywords = new Set(('abstract as async await base bool break byte case catch chan char class const constexpr continue def default defer del delete do double dyn elif '
  + 'else elsif end enum except explicit export extends extern false final finally float fn for foreach from func function global go goto if impl implements import in '
  + 'include inline int interface internal is lambda let lock long loop match mod module mut namespace new nil none not null nullptr object operator or out override '
  + 'package params pass private protected pub public raise readonly record ref require return sealed self short signed static string struct super switch template this '
  + 'throw throws trait true try type typedef typename union unless unsafe unsigned use using var virtual void volatile when where while with yield').split(' '));
const hashComments = new Set(['python', 'ruby', 'shell', 'bash', 'sh', 'yaml', 'toml', 'perl', 'r', 'make', 'makefile', 'dockerfile', 'elixir', 'julia', 'nix', 'powershell', 'cmake', 'ini', 'hcl']);
const dashComments = new Set(['sql', 'lua', 'haskell', 'ada', 'elm']);
const plain = new Set(['markdown', 'text', 'plaintext', 'restructuredtext', 'asciidoc', 'csv', 'log']);

const strings = String.raw`"""[\s\S]*?(?:"""|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'|${'`'}(?:[^${'`'}\\]|\\.)*${'`'}?`;
const rest = String.raw`\b0[xX][\da-fA-F_]+\b|\b\d[\d_]*(?:\.\d+)?\w*|[A-Za-z_]\w*`;

function patternOf(language) {
  const name = language.toLowerCase();
  if (plain.has(name)) {
    return null;
  }
  const comment = hashComments.has(name) ? '#.*' : dashComments.has(name) ? '--.*' : ['html', 'xml'].includes(name) ? String.raw`<!--[\s\S]*?(?:-->|$)` : String.raw`//.*|/\*[\s\S]*?(?:\*/|$)`;
  return new RegExp(`(${comment})|(${strings})|(${rest})`, 'g');
}

function classOf(match, text) {
  if (match[1] !== undefined) {
    return 't-c';
  }
  if (match[2] !== undefined) {
    return 't-s';
  }
  return /^\d/.test(match[3]) ? 't-n' : keywords.has(match[3]) ? 't-k' : text[match.index + match[3].length] === '(' ? 't-f' : null;
}

// For each line the ranges [start, end, class] in order, without overlap.
export function tint(text, language) {
  const lines = text.split('\n').map(() => []);
  const pattern = patternOf(language);
  if (pattern === null) {
    return lines;
  }
  let line = 0;
  let lineStart = 0;
  const advance = (to) => {
    for (let next = text.indexOf('\n', lineStart); next >= 0 && next < to; next = text.indexOf('\n', lineStart)) {
      line += 1;
      lineStart = next + 1;
    }
  };
  for (const match of text.matchAll(pattern)) {
    const name = classOf(match, text);
    if (name === null) {
      continue;
    }
    advance(match.index);
    match[0].split('\n').reduce((from, part, i) => {
      if (i > 0) {
        advance(from + 1);
      }
      if (part.length > 0) {
        lines[line].push([from - lineStart, from - lineStart + part.length, name]);
      }
      return from + part.length + 1;
    }, match.index);
  }
  return lines;
}
