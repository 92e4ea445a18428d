/** `prod-access explain`: what policy would decide for a person, and why, from files alone. */

import { plainLine } from '../card/line.ts';
import { explainLine } from '../card/listings.ts';
import { refusalLine, refusalText } from '../card/refusal-text.ts';
import type { PersonKey } from '../kernel/brand.ts';
import { readMoment } from '../kernel/moment.ts';
import { principalFor, type Reader } from '../kernel/person.ts';
import { refuse } from '../kernel/refusal.ts';
import { roleSessionOf } from '../kernel/role-session.ts';
import { formatInstantInZone } from '../kernel/time-format.ts';
import { parseTimeInput } from '../kernel/time-input.ts';
import type { Decision, Requirement } from '../policy/decision.ts';
import { explain } from '../policy/explain.ts';
import { whoName } from '../policy/eligibility.ts';
import { tally } from '../request/tally.ts';
import { decideFrom, type DeskAsk, type PolicyFiles, type Supposed } from './policy-desk.ts';

export interface Explained {
  readonly ok: boolean;
  readonly lines: readonly string[];
  /** The same for machines; none where the question was not understood. */
  readonly json?: object;
}

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
  readonly nowMs: number;
  readonly reader: Reader;
}

export async function explainAsk(
  files: PolicyFiles,
  asked: ExplainAsk,
  supposed: Supposed = {},
): Promise<Explained> {
  const read = readAsk(files, asked);
  if (typeof read === 'string') return { ok: false, lines: [read] };
  const decision = await decideFrom(files, read, supposed);
  const { person } = read;
  const parties = { requester: person, beneficiary: person };
  const now = decision.kind === 'forbidden' ? undefined : tally(decision.stages, [], parties);
  const { reader } = asked;
  const names = new Map<PersonKey, string>(
    files.config.people.listed.flatMap(({ keys, name }) => keys.map((key) => [key, name] as const)),
  );
  const said = explain(decision, now).map((line) =>
    plainLine(
      explainLine(line, reader, (key) => names.get(key)),
      reader,
    ),
  );
  const unheld = holderTrouble(files, read);
  const held = unheld ? [plainLine(refusalLine(unheld, reader), reader)] : [];
  const heading = HEADING[reader.locale](
    asked,
    formatInstantInZone(read.atMs, { ...reader, nowMs: asked.nowMs }),
  );
  return {
    ok: decision.kind !== 'forbidden' && !unheld,
    lines: [heading, ...[...said, ...held].map((line) => `  ${line}`)],
    json: {
      ...jsonOf(decision, [...said, ...held], asked, names),
      ...(unheld && { holder: { code: unheld.code, facts: unheld.facts } }),
    },
  };
}

const HEADING = {
  en({ person, entitlement, time, breakGlass }: ExplainAsk, at: string) {
    const wants = breakGlass ? 'breaks the glass at' : 'asks for';
    return `${person} ${wants} ${entitlement} for ${time}, to begin ${at}:`;
  },
  ja({ person, entitlement, time, breakGlass }: ExplainAsk, at: string) {
    if (breakGlass) {
      return `${person} が ${entitlement} の緊急アクセスを ${time} 利用した場合（開始 ${at}）：`;
    }
    return `${person} が ${entitlement} を ${time} 申請した場合（開始 ${at}）：`;
  },
} as const;

/** The question, or a sentence that says what was not understood. */
function readAsk({ config }: PolicyFiles, asked: ExplainAsk): DeskAsk | string {
  const { reader, nowMs } = asked;
  const person = config.people.listed.find((one) => one.name === asked.person);
  const known = config.people.listed.map((one) => one.name).join(', ');
  if (!person) return `${asked.person} is not in the people file. It lists: ${known}.`;
  const entitlement = config.catalog.entitlements.get(asked.entitlement);
  const ids = [...config.catalog.entitlements.keys()].join(', ');
  if (!entitlement) return `There is no entitlement ${asked.entitlement}. There are: ${ids}.`;
  const atMs = asked.at === undefined ? nowMs : readMoment(asked.at, reader.zone);
  const moment = 'Try "2026-12-24 03:00 Asia/Tokyo".';
  if (atMs === undefined) return `"${asked.at}" was not understood as a moment. ${moment}`;
  const time = parseTimeInput(asked.time, { nowMs: atMs, zone: reader.zone });
  if (!time.ok) return `"${asked.time}" was not understood as a time. Try 2h or 18:00-19:00.`;
  const { value } = time;
  const startMs = value.kind === 'window' ? value.startMs : atMs;
  const durationMs = value.kind === 'duration' ? value.durationMs : value.endMs - startMs;
  const { account, breakGlass = false } = asked;
  const chosen = { ...(account === undefined ? {} : { account }), breakGlass };
  return { person, entitlement, durationMs, atMs: startMs, ...chosen };
}

/** Why they could not hold it, whoever approves: what pre-flight would find in the file alone. */
function holderTrouble({ config }: PolicyFiles, { person, entitlement }: DeskAsk) {
  const [target] = entitlement.targets;
  const isByMapping = config.people.byTag || config.people.byEmail || config.people.sessions;
  const holder = target && principalFor(person, target.account);
  if (target?.kind === 'jitna') {
    const isUser = holder !== undefined && !roleSessionOf(holder.user);
    return isUser ? refuse('iam-user-request', { user: holder.user }) : undefined;
  }
  if (holder || isByMapping) return undefined;
  return refuse('person-unmapped', { operators: config.operators.contact });
}

type Names = ReadonlyMap<PersonKey, string>;

function jsonOf(
  decision: Decision,
  lines: readonly string[],
  { person, entitlement, reader }: ExplainAsk,
  names: Names,
): object {
  const { looked, said, frozen, spent } = decision.trace;
  const looks = { rules: looked, statements: said, frozen, spent };
  const asked = { person, entitlement, decision: decision.kind };
  if (decision.kind === 'forbidden') {
    const { code, facts } = decision.refusal;
    const sentence = refusalText(decision.refusal, reader);
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
