/** Reads TypeScript just far enough to tell code from comments, strings and templates. */

export interface Blanked {
  /** Without comments; strings as they stand. */
  readonly withText: string;
  /** Without comments, and with every string, template and pattern emptied. */
  readonly codeOnly: string;
}

/** What is taken away becomes spaces, so that every position stays what it was. */
export function blank(source: string): Blanked {
  const withText = source.split('');
  const codeOnly = [...withText];
  let at = 0;
  /** For each template we are inside of: how many braces of its `${…}` are open. */
  const templates: number[] = [];

  const erase = (end: number, ...from: string[][]) => {
    for (; at < end; at++) {
      if (source[at] !== '\n') for (const one of from) one[at] = ' ';
    }
  };
  /** From the mark that opens the template, or from the brace that ends its last `${…}`. */
  const quasi = () => {
    const end = endOfQuasi(source, at + 1);
    const opens = source[end - 1] === '{';
    erase(end, codeOnly);
    if (opens) templates.push(0);
  };

  while (at < source.length) {
    const here = source[at];
    const pair = source.slice(at, at + 2);
    const depth = templates.at(-1);
    if (pair === '//') erase(orEnd(source, source.indexOf('\n', at)), withText, codeOnly);
    else if (pair === '/*') {
      erase(orEnd(source, source.indexOf('*/', at + 2) + 2), withText, codeOnly);
    } else if (here === "'" || here === '"') erase(endOfString(source, at), codeOnly);
    else if (here === '`') quasi();
    else if (here === '}' && depth === 0) {
      templates.pop();
      quasi();
    } else if (here === '/' && startsPattern(source, at)) erase(endOfPattern(source, at), codeOnly);
    else {
      if (depth !== undefined && here === '{') templates[templates.length - 1] = depth + 1;
      if (depth !== undefined && here === '}') templates[templates.length - 1] = depth - 1;
      at++;
    }
  }
  return { withText: withText.join(''), codeOnly: codeOnly.join('') };
}

/** From inside a template to behind its closing mark, or behind the next `${`. */
function endOfQuasi(source: string, from: number): number {
  for (let at = from; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '`') return at + 1;
    else if (source.startsWith('${', at)) return at + 2;
  }
  return source.length;
}

function endOfString(source: string, from: number): number {
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === source[from] || source[at] === '\n') return at + 1;
  }
  return source.length;
}

/** A slash divides after a value and begins a pattern after anything else. */
function startsPattern(source: string, at: number): boolean {
  const before = source.slice(0, at).trimEnd();
  return !/[\w$)\]}'"`]$/.test(before) || /\b(return|typeof|case|in|of|=>)$/.test(before);
}

function endOfPattern(source: string, from: number): number {
  let inClass = false;
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '[') inClass = true;
    else if (source[at] === ']') inClass = false;
    else if (source[at] === '\n' || (source[at] === '/' && !inClass)) return at + 1;
  }
  return source.length;
}

const orEnd = (source: string, at: number): number => (at <= 1 ? source.length : at);
