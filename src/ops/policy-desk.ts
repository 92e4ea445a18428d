/** What policy would decide, from files alone: no chat, no AWS, no records. */

import type { Config } from '../config/config.ts';
import type { Entitlement } from '../catalog/entitlement.ts';
import type { Deciding } from '../engine/context.ts';
import { groupsOf } from '../engine/group-members.ts';
import { type Ask, factsOf, speaksOfMore, withMore } from '../engine/policy-facts.ts';
import type { PersonKey } from '../kernel/brand.ts';
import { Fault } from '../kernel/fault.ts';
import type { Person } from '../kernel/person.ts';
import type { DurationMs, EpochMs } from '../kernel/time.ts';
import { decide } from '../policy/decide.ts';
import type { Decision } from '../policy/decision.ts';
import type { CalendarState } from '../policy/freeze.ts';
import type { Groups, Members } from '../policy/rule.ts';
import type { CalendarDesk } from '../ports/calendar.ts';
import type { Attributes, PolicyEngine } from '../ports/policy-engine.ts';

/** What a file cannot know, as somebody says it is. */
export interface Supposed {
  /** Who is in a group that somebody else keeps. */
  readonly groups?: ReadonlyMap<string, readonly PersonKey[]>;
  readonly calendars?: ReadonlyMap<string, CalendarState>;
  readonly attributes?: ReadonlyMap<PersonKey, Attributes>;
  readonly recentDenials?: number;
  readonly liveGrants?: number;
  /** How often each quota is spent, by the file it is written at. */
  readonly spent?: ReadonlyMap<string, number>;
}

export interface PolicyFiles {
  readonly config: Config;
  readonly policies?: PolicyEngine | undefined;
  readonly calendars?: CalendarDesk | undefined;
}

type Chosen = 'account' | 'ticket' | 'targets' | 'added' | 'breakGlass';

export interface DeskAsk extends Pick<Ask, Chosen> {
  readonly person: Person;
  readonly entitlement: Entitlement;
  readonly durationMs: DurationMs;
  readonly atMs: EpochMs;
}

/** By the same steps as the running bot takes, with nothing on record. */
export async function decideFrom(
  files: PolicyFiles,
  { person, ...asked }: DeskAsk,
  supposed: Supposed = {},
): Promise<Decision> {
  const ctx = decidingFrom(files, asked.atMs, supposed);
  const ask: Ask = { requester: person, beneficiary: person, ...asked };
  const facts = factsOf(ctx, ask, await groupsFor(ctx, supposed));
  if (!speaksOfMore(ctx)) return decide(facts);
  const more = await withMore(ctx, ask, facts, 0);
  const spent = new Map([...(more.spent ?? []), ...(supposed.spent ?? [])]);
  return decide({ ...more, spent });
}

async function groupsFor(ctx: Deciding, { groups = new Map() }: Supposed): Promise<Groups> {
  const said = [...groups].map(([id, keys]): [string, Members] => [id, { known: true, keys }]);
  return new Map([...(await groupsOf(ctx, 0)), ...said]);
}

function decidingFrom(
  { config, policies, calendars }: PolicyFiles,
  nowMs: EpochMs,
  supposed: Supposed,
): Deciding {
  const { recentDenials, liveGrants, attributes } = supposed;
  const past = {
    ...(recentDenials === undefined ? {} : { recentDenials }),
    ...(liveGrants === undefined ? {} : { liveGrants }),
  };
  return {
    config,
    clock: { nowMs: () => nowMs, monotonicMs: () => nowMs, sleep: async () => undefined },
    log: SILENT,
    store: { list: async () => ({ heads: [] }) },
    directory: { members: async () => unasked() },
    calendars: supposedly(calendars, supposed.calendars ?? new Map()),
    ...(policies && {
      policies: {
        ...policies,
        evaluate: (question) => policies.evaluate({ ...question, ...past }),
      },
    }),
    ...(attributes && {
      attributes: { of: async ({ key }) => attributes.get(key) ?? NOTHING_KNOWN },
    }),
  };
}

const supposedly = (
  calendars: CalendarDesk | undefined,
  said: ReadonlyMap<string, CalendarState>,
): CalendarDesk => ({
  state: async (name, atMs, maxAgeMs) =>
    said.get(name) ?? (await calendars?.state(name, atMs, maxAgeMs)) ?? SHUT,
});

function unasked(): never {
  throw new Fault('directory-unreachable', 'Nobody is asked here: a file alone decides.');
}

const SHUT: CalendarState = { open: false, why: 'silent' };
const NOTHING_KNOWN: Attributes = { centerGroups: [], principalTags: {} };
const nothing = () => undefined;
const SILENT: Deciding['log'] = { info: nothing, warn: nothing, error: nothing };
