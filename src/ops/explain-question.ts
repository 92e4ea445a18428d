/** The question put to `prod-access explain`, read against the configuration. */

import { accountTyped, shortName } from '../catalog/account-choice.ts';
import { refusalText } from '../card/refusal-text.ts';
import type { Config } from '../config/config.ts';
import { readTime } from '../engine/read-ask.ts';
import { readMoment } from '../kernel/moment.ts';
import type { Reader } from '../kernel/person.ts';
import { refuse } from '../kernel/refusal.ts';
import type { EpochMs } from '../kernel/time.ts';
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
  const known = entitlement.accounts?.map((one) => shortName(config.catalog, one)) ?? [];
  if (account === 'to be chosen') return words.accountMissing(entitlement.id, known);
  if (account === 'no such') {
    return refusalText(
      refuse('account-unfit', { typed: typed.account ?? '', accounts: known }),
      reader,
    );
  }
  const at = typed.at === undefined ? nowMs : readMoment(typed.at, reader.zone);
  if (typeof at !== 'number' && !at.ok) return momentText(typed.at ?? '', at.trouble, reader);
  const fromMs = typeof at === 'number' ? at : at.atMs;
  // By the words and limits of an ask: what the bot would not take is not said to be given.
  const { value: asked, mend } = readTime(typed.time, config.limits, { nowMs: fromMs, ...reader });
  const later = breakGlass && asked?.kind === 'window' ? refuse('break-glass-now', {}) : undefined;
  const wrong = mend ?? later;
  if (!asked || wrong) return wrong ? refusalText(wrong, { ...reader, nowMs }) : '';
  const atMs = asked.kind === 'window' ? asked.startMs : fromMs;
  const durationMs = askedDuration(asked, fromMs);
  return { ask: { person, entitlement, durationMs, atMs, ...account, breakGlass }, asked, fromMs };
}

/** Where several are left to choose from, nothing is given in none of them. */
function accountOf(
  typed: string | undefined,
  { accounts }: DeskAsk['entitlement'],
  { catalog }: Config,
): { readonly account?: string } | 'none to choose' | 'to be chosen' | 'no such' {
  if (!accounts) return typed === undefined ? {} : 'none to choose';
  if (typed === undefined) return 'to be chosen';
  const account = accountTyped(typed, accounts, catalog);
  return account === undefined ? 'no such' : { account };
}
