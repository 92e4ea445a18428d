/** Patterns of policy documents: `*`, `?` and policy variables, in ARNs, actions and values. */

import type { Context } from './context.ts';

interface Wording {
  /** Where wildcards are not wildcards, as in `StringEquals`. */
  readonly wildcards: boolean;
  readonly variables: boolean;
  readonly ignoreCase?: boolean;
}

const TOKEN = /\$\{[^}]*\}|[*?]/g;

/** Compiles a pattern; undefined when it names a variable that this request does not carry. */
export function compile(text: string, context: Context, wording: Wording): RegExp | undefined {
  let source = '';
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const piece = token(match[0], context, wording);
    if (piece === undefined) return undefined;
    source += escape(text.slice(from, match.index)) + piece;
    from = match.index + match[0].length;
  }
  source += escape(text.slice(from));
  return new RegExp(`^${source}$`, wording.ignoreCase === true ? 'is' : 's');
}

function token(text: string, context: Context, wording: Wording): string | undefined {
  if (text === '*') return wording.wildcards ? '.*' : '\\*';
  if (text === '?') return wording.wildcards ? '.' : '\\?';
  if (!wording.variables) return escape(text);
  const inner = text.slice(2, -1);
  if (inner === '*' || inner === '?' || inner === '$') return `\\${inner}`;
  const value = variable(inner, context);
  return value === undefined ? undefined : escape(value);
}

/** `${aws:PrincipalTag/team, 'none'}` has a default; a list never stands in for one value. */
function variable(inner: string, context: Context): string | undefined {
  const [, name = inner, fallback] = /^(.*?), *'(.*)'$/.exec(inner) ?? [];
  const value = context.get(name.trim());
  return typeof value === 'string' && value !== '' ? value : fallback;
}

/** Actions are caseless, and a wildcard never reaches across the colon. */
export function actionMatches(pattern: string, action: string): boolean {
  if (pattern === '*') return true;
  const [service, name] = pattern.toLowerCase().split(':');
  const [wantedService, wantedName] = action.toLowerCase().split(':');
  if (service !== wantedService) return false;
  return (
    compile(name ?? '', NOTHING, { wildcards: true, variables: false })?.test(wantedName ?? '') ===
    true
  );
}

/** A wildcard in an ARN stays within its segment; variables work in the last one only. */
export function arnMatches(
  pattern: string,
  arn: string,
  context: Context,
  variables: boolean,
): boolean | undefined {
  if (pattern === '*') return true;
  const wanted = segments(arn);
  const given = segments(pattern);
  if (wanted.length < 6) return pattern === arn;
  while (given.length < 6) given.push('*');
  for (const [i, segment] of given.entries()) {
    const wording = { wildcards: true, variables: variables && i === 5 };
    const compiled = compile(segment, context, wording);
    if (compiled === undefined) return undefined;
    if (!compiled.test(wanted[i] ?? '')) return false;
  }
  return true;
}

function segments(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');

const NOTHING: Context = { get: () => undefined };
