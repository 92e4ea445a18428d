/** The question put to `prod-access explain`, read against the configuration. */

import { accountTyped, shortName } from '../catalog/account-choice.ts';
import { refusalText } from '../card/refusal-text.ts';
import type { Config } from '../config/config.ts';
import { timeRefusal } from '../engine/read-ask.ts';
import { readMoment } from '../kernel/moment.ts';
import type { Reader } from '../kernel/person.ts';
import { type Answer, ok, refuse } from '../kernel/refusal.ts';
import type { EpochMs } from '../kernel/time.ts';
import { parseTimeInput } from '../kernel/time-input.ts';
import { type Asked, askedDuration } from '../request/request.ts';
import { EXPLAIN_WORDS } from './explain-words.ts';
import { momentText } from './moment-words.ts';
import type { DeskAsk } from './policy-desk.ts';

export interface ExplainAsk {
  readonly person: string;
  readonly entitlement: string;
  /** A duration, or a window such as 18:00-19:00. */
  readonly time: string;
  /** When access would begin; now, unless it is given. */
  readonly at?: string;
  readonly account?: string;
  /** Access first, and approval after. */
  readonly breakGlass?: boolean;
  readonly nowMs: EpochMs;
  readonly reader: Reader;
}

export interface Question {
  readonly ask: DeskAsk;
  readonly asked: Asked;
  /** From when it is looked at: a window begins later. */
  readonly fromMs: EpochMs;
}

/** Or a sentence that says what was not understood, and what would be. */
export function readQuestion(config: Config, typed: ExplainAsk): Question | string {
  const { reader, nowMs, breakGlass = false } = typed;
  const words = EXPLAIN_WORDS[reader.locale];
  const { listed } = config.people;
  const person = listed.find((one) => one.name === typed.person);
  const names = listed.map(({ name }) => name);
  if (!person) return words.personUnknown(typed.person, names);
  const { entitlements } = config.catalog;
  const entitlement = entitlements.get(typed.entitlement);
  if (!entitlement) return words.entitlementUnknown(typed.entitlement, [...entitlements.keys()]);
  const account = accountOf(typed.account, entitlement, config);
  if (account === 'none to choose') return words.noAccounts(entitlement.id);
  if (!account.ok) return refusalText(account, reader);
  const at = typed.at === undefined ? nowMs : readMoment(typed.at, reader.zone);
  if (typeof at !== 'number' && !at.ok) return momentText(typed.at ?? '', at.trouble, reader);
  const fromMs = typeof at === 'number' ? at : at.atMs;
  const time = parseTimeInput(typed.time, { nowMs: fromMs, zone: reader.zone });
  if (!time.ok) return refusalText(timeRefusal(typed.time, time.problem), reader);
  const { value: asked } = time;
  const atMs = asked.kind === 'window' ? asked.startMs : fromMs;
  const durationMs = askedDuration(asked, fromMs);
  const chosen = account.value === undefined ? {} : { account: account.value };
  return { ask: { person, entitlement, durationMs, atMs, ...chosen, breakGlass }, asked, fromMs };
}

function accountOf(
  typed: string | undefined,
  { accounts }: DeskAsk['entitlement'],
  { catalog }: Config,
): Answer<string | undefined> | 'none to choose' {
  if (typed === undefined) return ok(undefined);
  if (!accounts) return 'none to choose';
  const value = accountTyped(typed, accounts, catalog);
  if (value !== undefined) return ok(value);
  const names = accounts.map((one) => shortName(catalog, one));
  return refuse('account-unfit', { typed, accounts: names });
}
