/** Reads what somebody typed into an ask: pure, every problem at its field. */

import { unfitAnswer } from '../catalog/answer.ts';
import { accountField, accountTyped, shortName } from '../catalog/account-choice.ts';
import type { Entitlement, Question } from '../catalog/entitlement.ts';
import { lastUsefulMs } from '../case-file/lapse.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { isNodeId, nodesField, nodesTyped, pickedFrom } from '../catalog/pick.ts';
import { MOST_BOUND } from '../catalog/session-reach.ts';
import type { Typed } from '../card/form.ts';
import { ALSO, alsoTyped, MOST_ADDED } from '../card/also-field.ts';
import { cleanText } from '../card/sanitize.ts';
import type { Limits } from '../config/config.ts';
import type { Reader } from '../kernel/person.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { EpochMs } from '../kernel/time.ts';
import { parseTimeInput } from '../kernel/time-input.ts';
import { foldTicket, matchesTicket, ticketExample } from '../catalog/ticket.ts';
import type { Who } from '../policy/rule.ts';
import type { Asked } from '../request/request.ts';

export interface ReadAsk {
  readonly entitlement: Entitlement;
  readonly asked: Asked;
  readonly typedTime: string;
  readonly justification: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly ticket?: string;
  /** The account that was chosen, where there are several. */
  readonly account?: string;
  /** Nodes that were picked, where there is something to pick. */
  readonly picked?: readonly string[];
  /** Who is to approve as well, as names or accounts; and who they are, once it is known. */
  readonly also?: readonly string[];
  readonly added?: readonly Who[];
}

/** Field id → why it cannot be taken. */
export type Mend = Readonly<Record<string, Refusal>>;

export function readAsk(
  typed: Typed,
  catalog: Catalog,
  limits: Limits,
  at: { readonly nowMs: EpochMs } & Reader,
): { readonly ok: true; readonly ask: ReadAsk } | { readonly ok: false; readonly mend: Mend } {
  const entitlement = catalog.entitlements.get(typed.entitlement ?? '');
  if (!entitlement) {
    const known = [...catalog.entitlements.keys()];
    const facts = { typed: typed.entitlement ?? '', known };
    return { ok: false, mend: { entitlement: refuse('entitlement-unknown', facts) } };
  }
  const time = readTime(typed.time ?? '', limits, at);
  const why = readWhy(typed.why ?? '', limits);
  const ticket = readTicket(typed.ticket ?? '', entitlement);
  const answers = readAnswers(typed, entitlement.questions, at);
  const nodes = readNodes(typed, entitlement);
  const account = readAccount(typed, entitlement, catalog);
  const also = readAlso(typed);
  const wrong = {
    time: time.mend,
    why: why.mend,
    ticket: ticket.mend,
    [ALSO]: also.mend,
    [nodesField(entitlement.id)]: nodes.mend,
    [accountField(entitlement.id)]: account.mend,
  };
  const mend = Object.fromEntries(
    Object.entries({ ...wrong, ...answers.mend }).filter(
      (entry): entry is [string, Refusal] => entry[1] !== undefined,
    ),
  );
  if (!time.value || Object.keys(mend).length > 0) return { ok: false, mend };
  const ask: ReadAsk = {
    entitlement,
    asked: time.value,
    typedTime: typed.time ?? '',
    justification: why.value,
    answers: answers.value,
    ...(ticket.value ? { ticket: ticket.value } : {}),
    ...(nodes.value ? { picked: nodes.value } : {}),
    ...(account.value ? { account: account.value } : {}),
    ...(also.value.length > 0 ? { also: also.value } : {}),
  };
  return { ok: true, ask };
}

export function readTime(
  typed: string,
  limits: Pick<Limits, 'aheadMs'>,
  at: { readonly nowMs: EpochMs; readonly zone: string },
): { readonly value?: Asked; readonly mend?: Refusal } {
  const read = parseTimeInput(typed, at);
  if (!read.ok) return { mend: timeRefusal(typed, read.problem) };
  const { value } = read;
  const isFar = value.kind === 'window' && value.startMs - at.nowMs > limits.aheadMs;
  if (isFar) return { mend: refuse('too-far-ahead', { maxMs: limits.aheadMs }) };
  if (value.kind === 'duration') return { value };
  if (at.nowMs >= lastUsefulMs(value, at.nowMs))
    return { mend: refuse('window-nearly-over', { endMs: value.endMs }) };
  return { value };
}

type Trouble = Extract<ReturnType<typeof parseTimeInput>, { ok: false }>['problem'];
export const timeRefusal = (typed: string, trouble: Trouble): Refusal => {
  const { at, length, code } = trouble;
  return refuse('time-not-understood', { typed, at, length, problem: code, trouble });
};

function readWhy(typed: string, limits: Limits): { value: string; mend?: Refusal } {
  const { justificationMin: min, justificationMax: max } = limits;
  const value = cleanText(typed, max + 1).trim();
  const length = Array.from(value).length;
  if (length < min) return { value, mend: refuse('justification-short', { min }) };
  if (length > max) return { value, mend: refuse('justification-long', { max }) };
  return { value };
}

function readTicket(typed: string, { ticket }: Entitlement): { value?: string; mend?: Refusal } {
  const value = cleanText(typed, 100).trim();
  if (!ticket) return value ? { value } : {};
  if (value === '' && !ticket.required) return {};
  if (matchesTicket(ticket.pattern, value)) return { value: foldTicket(value) };
  const example = ticketExample(ticket.pattern);
  return { value, mend: refuse('ticket-malformed', { typed: value, example }) };
}

function readAccount(
  typed: Typed,
  { id, accounts }: Entitlement,
  catalog: Catalog,
): { value?: string; mend?: Refusal } {
  if (!accounts) return {};
  const said = cleanText(typed[accountField(id)] ?? '', 60).trim();
  const value = accountTyped(said, accounts, catalog);
  if (value !== undefined) return { value };
  const names = accounts.map((one) => shortName(catalog, one));
  return { mend: refuse('account-unfit', { typed: said, accounts: names }) };
}

/** Who they are is for the chat to say; here they are only counted. */
function readAlso(typed: Typed): { value: readonly string[]; mend?: Refusal } {
  const value = alsoTyped(typed[ALSO] ?? '').map((one) => cleanText(one, 100));
  if (value.length <= MOST_ADDED) return { value };
  return { value, mend: refuse('also-many', { count: value.length, max: MOST_ADDED }) };
}

/** Whether they are of the set is for AWS to say; here they are only read. */
function readNodes(
  typed: Typed,
  { id, targets }: Entitlement,
): { value?: string[]; mend?: Refusal } {
  if (!pickedFrom(targets)) return {};
  const value = nodesTyped(typed[nodesField(id)] ?? '').map((node) => node.toLowerCase());
  const malformed = value.find((node) => !isNodeId(node));
  if (malformed !== undefined) {
    return { mend: refuse('node-malformed', { typed: cleanText(malformed, 40) }) };
  }
  const isFew = value.length > 0 && value.length <= MOST_BOUND;
  return isFew
    ? { value: value.toSorted() }
    : { mend: refuse('nodes-count', { picked: value.length, max: MOST_BOUND }) };
}

function readAnswers(typed: Typed, questions: readonly Question[], { locale }: Reader) {
  const value: Record<string, string> = {};
  const mend: Record<string, Refusal> = {};
  for (const question of questions) {
    const { id, label, required } = question;
    const answer = cleanText(typed[`answer:${id}`] ?? '', 500).trim();
    const named = label[locale] ?? label.en;
    const wanted = answer === '' ? undefined : unfitAnswer(question, answer);
    if (wanted !== undefined) {
      const facts = { question: named, typed: answer, wanted };
      mend[`answer:${id}`] = refuse('answer-unfit', facts);
    } else if (answer) value[id] = answer;
    else if (required) mend[`answer:${id}`] = refuse('answer-missing', { question: named });
  }
  return { value, mend };
}
