/** The line behind `/prod-access`: a subcommand, or an ask in one line. Pure. */

import { parseTimeInput, takeTimeInput } from '../kernel/time-input.ts';
import { ALSO, alsoTyped } from '../card/also-field.ts';
import { readRequestId, type RequestId } from '../kernel/brand.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { TimeWindow } from '../kernel/time-input-value.ts';
import type { Typed } from '../card/form.ts';
import { meantLine, turnedRound } from './meant-line.ts';
import { ACCOUNT, ADDED, NODES, takeNamed } from './named-words.ts';
import { timeRefusal } from './read-ask.ts';

export type Command =
  | { readonly verb: 'form'; readonly typed: Typed }
  | { readonly verb: 'submit'; readonly typed: Typed }
  | { readonly verb: 'break-glass'; readonly typed: Typed; readonly isWhole: boolean }
  | { readonly verb: 'mine' }
  | { readonly verb: 'pending' }
  | { readonly verb: 'help' }
  | { readonly verb: 'who'; readonly entitlement: string }
  | { readonly verb: 'why'; readonly id?: RequestId; readonly entitlement?: string }
  | { readonly verb: 'done' | 'cancel' | 'revoke'; readonly id?: RequestId }
  | {
      readonly verb: 'extend';
      readonly id?: RequestId;
      readonly byMs?: number;
      readonly why?: string;
    }
  | { readonly verb: 'write-off'; readonly id?: RequestId; readonly reason: string }
  | { readonly verb: 'adopt' }
  | { readonly verb: 'refused'; readonly refusal: Refusal };

interface At {
  readonly nowMs: number;
  readonly zone: string;
  readonly known: readonly string[];
  /** Of these, where nodes are picked, and where an account is chosen. */
  readonly picking?: readonly string[];
  readonly choosing?: readonly string[];
  /** Who may be named to approve as well, and who can add others. */
  readonly people?: readonly string[];
  readonly operators?: string;
}

export function readCommand(line: string, at: At): Command {
  const text = line.trim();
  const [head = '', ...more] = text.split(/\s+/);
  const rest = text.slice(head.length).trim();
  const [first = ''] = more;
  switch (head.toLowerCase()) {
    case '':
    case 'request':
      return rest ? readAskLine(rest, at, 'request') : { verb: 'form', typed: {} };
    case 'break-glass':
      return breakGlass(rest ? readAskLine(rest, at, 'break-glass') : { verb: 'form', typed: {} });
    case 'mine':
    case 'pending':
    case 'help':
      return { verb: head.toLowerCase() as 'mine' };
    case 'adopt':
      return { verb: 'adopt' };
    case 'who':
      return { verb: 'who', entitlement: first };
    case 'why':
      return readWhy(first);
    case 'done':
    case 'cancel':
    case 'revoke':
      return withId(head.toLowerCase() as 'done', first);
    case 'write-off':
      return writeOff(first, rest);
    case 'extend':
      return readExtend(rest, at);
    default:
      return readAskLine(text, at);
  }
}

/** What looks like no id is the name of an entitlement, be there one or not. */
function readWhy(typed: string): Command {
  if (typed === '') return { verb: 'why' };
  const id = readRequestId(typed);
  return id ? { verb: 'why', id } : { verb: 'why', entitlement: typed.slice(0, 64) };
}

/** As an ask in one line, and never one. */
function breakGlass(read: Command): Command {
  if (read.verb !== 'form' && read.verb !== 'submit') return read;
  return { verb: 'break-glass', typed: read.typed, isWhole: read.verb === 'submit' };
}

function withId(verb: 'done' | 'cancel' | 'revoke', typed: string): Command {
  if (typed === '') return verb === 'revoke' ? refused(refuse('id-missing', { verb })) : { verb };
  const id = readRequestId(typed);
  return id ? { verb, id } : unknown(typed);
}

const unknown = (typed: string): Command =>
  refused(refuse('request-unknown', { typed: typed.slice(0, 40) }));

function writeOff(typed: string, rest: string): Command {
  if (typed === '') return refused(refuse('id-missing', { verb: 'write-off' }));
  const id = readRequestId(typed);
  const reason = rest.slice(typed.length).trim();
  return id ? { verb: 'write-off', id, reason } : unknown(typed);
}

/** `extend 30m`, `extend PA-7K3M2 30m why`. */
function readExtend(rest: string, at: At): Command {
  const [first = ''] = rest.split(/\s+/);
  const id = readRequestId(first);
  const text = id ? rest.slice(first.length).trim() : rest;
  const named = id ? { id } : {};
  if (text === '') return { verb: 'extend', ...named };
  const time = takeTimeInput(text, at);
  if (!time.ok) return refused(timeRefusal(text, time.problem));
  const byMs = extensionOf(time.value);
  if (byMs === undefined) {
    const whole = { code: 'not-understood', typed: text, at: 0, length: text.length } as const;
    return refused(timeRefusal(text, { ...whole, suggestions: ['extend 30m'] }));
  }
  return { verb: 'extend', ...named, byMs, ...(time.rest ? { why: time.rest } : {}) };
}

/** More time is a length, not a place on the clock. */
export const extensionOf = (value: TimeWindow): number | undefined =>
  value.kind === 'duration' ? value.durationMs : undefined;

/** Incomplete: the form, filled with what was understood. Wrong: said, pointing at the place. */
function readAskLine(text: string, at: At, said = ''): Command {
  const [entitlement = ''] = text.split(/\s+/);
  const all = text.slice(entitlement.length).trim();
  if (!at.known.includes(entitlement)) {
    const facts = { typed: entitlement.slice(0, 64), known: at.known };
    const meant = meantLine(text, said, at.known);
    return meant ? didYouMean(meant) : refused(refuse('entitlement-unknown', facts));
  }
  const wanted = [
    ...(at.picking?.includes(entitlement) ? [NODES] : []),
    ...(at.choosing?.includes(entitlement) ? [ACCOUNT] : []),
  ];
  const { rest: asked, typed: also } = takeNamed(all, entitlement, [ADDED]);
  const stranger = alsoTyped(also[ALSO] ?? '').find((one) => !isListed(one, at));
  if (stranger !== undefined) return noSuchPerson(stranger, at);
  const { rest, typed: named } = takeNamed(asked, entitlement, wanted);
  const chosen = { entitlement, ...named, ...also };
  if (rest === '') return { verb: 'form', typed: chosen };
  const time = takeTimeInput(rest, at);
  if (!time.ok) {
    const meant = said === '' ? turnedRound(entitlement, all) : undefined;
    return meant ? didYouMean(meant) : refused(timeRefusal(rest, time.problem));
  }
  const typedTime = time.rest ? rest.slice(0, rest.length - time.rest.length).trim() : rest;
  const typed = { ...chosen, time: clean(typedTime, at), why: time.rest };
  const isWhole = time.rest !== '' && Object.keys(named).length === wanted.length;
  return isWhole ? { verb: 'submit', typed } : { verb: 'form', typed };
}

const refused = (refusal: Refusal): Command => ({ verb: 'refused', refusal });
const didYouMean = (line: string): Command => refused(refuse('did-you-mean', { line }));

const isListed = (name: string, { people = [] }: At): boolean =>
  people.some((one) => one.toLowerCase() === name.toLowerCase());

const noSuchPerson = (who: string, { operators = '' }: At): Command => {
  const facts = { who: who.slice(0, 64), why: 'unknown', operators } as const;
  return refused(refuse('also-unfit', facts));
};

/** What stood before the justification, with a stray comma or dash taken off. */
const clean = (typed: string, at: At): string => {
  if (parseTimeInput(typed, at).ok) return typed;
  const bare = typed.replace(/[\s,;:、。-]+$/u, '');
  return parseTimeInput(bare, at).ok ? bare : typed;
};
