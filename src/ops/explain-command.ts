/** `prod-access explain`: what policy would decide for a person, and why, from files alone. */

import { plainLine } from '../card/line.ts';
import { explainLine } from '../card/listings.ts';
import { refusalText } from '../card/refusal-text.ts';
import { heldTooLong } from '../engine/held-back.ts';
import type { PersonKey } from '../kernel/brand.ts';
import type { Reader } from '../kernel/person.ts';
import { isoSeconds } from '../kernel/time.ts';
import { formatDuration, formatInstantInZone } from '../kernel/time-format.ts';
import type { Decision, Requirement } from '../policy/decision.ts';
import { explain } from '../policy/explain.ts';
import { whoName } from '../policy/eligibility.ts';
import { type Held, heldBy } from '../policy/freeze.ts';
import { tally } from '../request/tally.ts';
import { holderTrouble } from './explain-holder.ts';
import { type ExplainAsk, type Question, readQuestion } from './explain-question.ts';
import { unknownHere } from './explain-unknown.ts';
import { EXPLAIN_WORDS } from './explain-words.ts';
import { decideFrom, type DeskAsk, type PolicyFiles, type Supposed } from './policy-desk.ts';

export interface Explained {
  /** `unclear`: the question was not understood, and the one line says what of it. */
  readonly outcome: 'allowed' | 'refused' | 'unclear';
  readonly lines: readonly string[];
  /** The same for machines. */
  readonly json: object;
}

export async function explainAsk(
  files: PolicyFiles,
  typed: ExplainAsk,
  supposed: Supposed = {},
): Promise<Explained> {
  const { config } = files;
  const read = readQuestion(config, typed);
  if (typeof read === 'string') return unclear(read);
  const { ask } = read;
  const reader: Reader = { ...typed.reader, nowMs: typed.nowMs };
  const decision = await decideFrom(files, ask, supposed);
  const names = new Map<PersonKey, string>(
    config.people.listed.flatMap(({ keys, name }) => keys.map((key) => [key, name] as const)),
  );
  const held = decision.kind === 'forbidden' ? undefined : heldBy(decision.frozen, ask.atMs);
  const late = lateRefusal(files, read, decision);
  const unheld = holderTrouble(files, ask);
  const more = [late, unheld].flatMap((no) => (no ? refusalText(no, reader) : []));
  const blind = unknownHere(files, decision, ask, reader.locale, supposed);
  const lines = [...saidOf(decision, ask, names, reader), ...blind, ...more];
  return {
    outcome: decision.kind === 'forbidden' || more.length > 0 ? 'refused' : 'allowed',
    lines: [heading(ask, held, typed), ...lines.map((line) => `  ${line}`)],
    json: {
      ...jsonOf(decision, lines, { ask, names, reader }),
      ...(held && { held: heldJson(held) }),
      ...(late && { late: { code: late.code, facts: late.facts } }),
      ...(unheld && { holder: { code: unheld.code, facts: unheld.facts } }),
    },
  };
}

export const unclear = (problem: string): Explained => ({
  outcome: 'unclear',
  lines: [problem],
  json: { problem },
});

function saidOf(
  decision: Decision,
  { person }: DeskAsk,
  names: Names,
  reader: Reader,
): readonly string[] {
  const parties = { requester: person, beneficiary: person };
  const now = decision.kind === 'forbidden' ? undefined : tally(decision.stages, [], parties);
  // That somebody did not answer is said of whoever was asked.
  const isUnasked = decision.kind === 'forbidden' && decision.refusal.code === 'directory-silent';
  return explain(decision, now)
    .slice(0, isUnasked ? -1 : undefined)
    .map((line) =>
      plainLine(
        explainLine(line, reader, (key) => names.get(key)),
        reader,
      ),
    );
}

function heading(
  { person, entitlement, durationMs, atMs, breakGlass = false }: DeskAsk,
  held: Held | undefined,
  { reader, nowMs }: ExplainAsk,
): string {
  const instant = (ms: number) => formatInstantInZone(ms, { ...reader, nowMs });
  const until = held && !held.isGuess ? { until: instant(held.untilMs) } : {};
  return EXPLAIN_WORDS[reader.locale].heading({
    person: person.name,
    entitlement: entitlement.id,
    breakGlass,
    span: formatDuration(durationMs, reader.locale),
    at: instant(atMs),
    ...(held && { held: { calendar: held.calendar, ...until } }),
  });
}

/** A window would be over before a calendar that holds it has opened. */
function lateRefusal({ config }: PolicyFiles, { ask, asked, fromMs }: Question, said: Decision) {
  if (said.kind === 'forbidden') return undefined;
  const around = { config, clock: { nowMs: () => fromMs } };
  return heldTooLong(around, ask.entitlement.id, asked, said.frozen);
}

type Names = ReadonlyMap<PersonKey, string>;

interface AboutAsk {
  readonly ask: DeskAsk;
  readonly names: Names;
  readonly reader: Reader;
}

function jsonOf(
  decision: Decision,
  lines: readonly string[],
  { ask, names, reader }: AboutAsk,
): object {
  const { looked, said, frozen, spent } = decision.trace;
  const looks = { rules: looked, statements: said, frozen, spent };
  const { person, entitlement, account, durationMs, atMs } = ask;
  const asked = {
    person: person.name,
    entitlement: entitlement.id,
    ...(account === undefined ? {} : { account }),
    at: isoSeconds(atMs),
    durationMs,
    decision: decision.kind,
  };
  if (decision.kind === 'forbidden') {
    const { code, facts } = decision.refusal;
    const sentence =
      code === 'directory-silent'
        ? EXPLAIN_WORDS[reader.locale].unknownGroups(facts.what, entitlement.id)
        : refusalText(decision.refusal, reader);
    return { ...asked, refusal: { code, facts, sentence }, ...looks, lines };
  }
  const { lapseMs, maxMs, maxTotalMs, stages } = decision;
  const levels = stages.flatMap(({ requirements }, stage) =>
    requirements.map((one) => ({ stage: stage + 1, ...levelJson(one, names) })),
  );
  const by = decision.kind === 'auto-approved' ? { by: decision.by, quota: decision.quota } : {};
  const after = decision.kind === 'break-glass' ? { review: decision.review } : {};
  return { ...asked, ...by, ...after, levels, lapseMs, maxMs, maxTotalMs, ...looks, lines };
}

function levelJson({ rule, level, count, from, keys, through }: Requirement, names: Names) {
  const could = keys.map((key) => ({
    name: names.get(key) ?? key,
    by: through?.get(key) ?? from.map(whoName)[0],
  }));
  return { rule, level, need: count, from: from.map(whoName), could };
}

const heldJson = ({ calendar, isGuess, untilMs }: Held): object => ({
  calendar,
  ...(isGuess ? {} : { until: isoSeconds(untilMs) }),
});
