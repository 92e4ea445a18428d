/** `prod-access explain`: what policy would decide for a person, and why, from the file alone. */

import type { Config } from '../config/config.ts';
import { plainLine } from '../card/line.ts';
import { explainLine } from '../card/listings.ts';
import type { PersonKey } from '../kernel/brand.ts';
import type { Reader } from '../kernel/person.ts';
import { parseTimeInput } from '../kernel/time-input.ts';
import { decide } from '../policy/decide.ts';
import { type ExplainLine, explain } from '../policy/explain.ts';
import type { PolicyFacts } from '../policy/decision.ts';
import type { Groups, Members } from '../policy/rule.ts';
import { NOTHING_SAID } from '../policy/statement.ts';
import type { PolicyEngine, PolicyQuestion } from '../ports/policy-engine.ts';
import { tally } from '../request/tally.ts';

export interface Explained {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

export interface ExplainAsk {
  readonly person: string;
  readonly entitlement: string;
  readonly time: string;
  readonly nowMs: number;
  readonly reader: Reader;
}

export function explainAsk(config: Config, ask: ExplainAsk, policies?: PolicyEngine): Explained {
  const person = config.people.listed.find((one) => one.name === ask.person);
  const known = config.people.listed.map((one) => one.name).join(', ');
  if (!person) return no(`${ask.person} is not in the people file. It lists: ${known}.`);
  const entitlement = config.catalog.entitlements.get(ask.entitlement);
  const ids = [...config.catalog.entitlements.keys()].join(', ');
  if (!entitlement) return no(`There is no entitlement ${ask.entitlement}. There are: ${ids}.`);
  const time = parseTimeInput(ask.time, { nowMs: ask.nowMs, zone: ask.reader.zone });
  if (!time.ok) return no(`"${ask.time}" was not understood as a time. Try 2h or 18:00-19:00.`);
  const { value } = time;
  const startMs = value.kind === 'window' ? value.startMs : ask.nowMs;
  const durationMs = value.kind === 'duration' ? value.durationMs : value.endMs - startMs;
  const parties = { requester: person, beneficiary: person };
  const { rules, people, operators } = config;
  const groups: Groups = new Map(
    [...config.groups].map(([id, { source }]) => [id, membersOf(source)]),
  );
  const asked = { ...parties, entitlement, durationMs };
  const facts = { rules, groups, people: people.listed, operators: operators.contact };
  const said = policies
    ? policies.evaluate(questionOf(config, asked, groups, startMs))
    : NOTHING_SAID;
  const decision = decide({ ...asked, ...facts, said, spent: new Map(unspent(config)) });
  const now = decision.kind === 'needs-approval' ? tally(decision.stages, [], parties) : undefined;
  const lines = explain(decision, now);
  const names = new Map<PersonKey, string>(people.listed.map((one) => [one.key, one.name]));
  const says = (line: ExplainLine) =>
    plainLine(
      explainLine(line, ask.reader, (key) => names.get(key)),
      ask.reader,
    );
  const text = lines.map(says);
  return { ok: decision.kind !== 'forbidden', lines: text };
}

/** As it stands in the file: nobody was asked what AWS knows, nor what went before. */
function questionOf(
  { zone }: Config,
  asked: Pick<PolicyFacts, 'requester' | 'beneficiary' | 'entitlement' | 'durationMs'>,
  groups: Groups,
  atMs: number,
): PolicyQuestion {
  const within = [...groups].flatMap(([id, members]) =>
    members.known && asked.requester.keys.some((key) => members.keys.includes(key)) ? [id] : [],
  );
  const silent = [...groups].flatMap(([id, { known }]) => (known ? [] : [id]));
  const past = { recentDenials: 0, liveGrants: 0, breakGlass: false };
  return {
    ...asked,
    groups: within,
    silent,
    onCall: false,
    nodes: [],
    atMs,
    zone,
    closed: [],
    ...past,
  };
}

/** Nobody has spent any of a quota. */
const unspent = ({ policies }: Config) =>
  policies.flatMap(({ quota }) => (quota ? [[quota.name, 0] as const] : []));

const no = (line: string): Explained => ({ ok: false, lines: [line] });

type Source =
  Config['groups'] extends ReadonlyMap<string, infer G>
    ? G extends { readonly source: infer S }
      ? S
      : never
    : never;

const KEEPERS = {
  slack: 'Slack',
  teams: 'Microsoft Entra',
  channel: 'The chat',
  pagerduty: 'PagerDuty',
  'identity-center': 'IAM Identity Center',
} as const;

/** The file knows listed groups only; what a chat keeps is not asked for here. */
const membersOf = (source: Source): Members =>
  source.kind === 'listed'
    ? { known: true, keys: source.keys }
    : { known: false, why: `${KEEPERS[source.kind]} knows who is in it.` };
