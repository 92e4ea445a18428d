/** English: what a changed configuration says, and that it waits for a second operator. */

import type { Difference, Part, Told } from '../../policy/differences.ts';
import { bold, code, type Piece, say } from '../line.ts';
import type { Line } from '../card.ts';
import { list, span } from './phrase-en.ts';

const LABELS = {
  for: 'for',
  eligible: 'may ask',
  level: 'level',
  levels: 'sequence of levels',
  escalation: 'asked as well, level',
  max: 'longest',
  'max-total': 'longest in all',
  lapse: 'lapses after',
  freeze: 'freeze',
  'break-glass': 'break-glass',
  'break-glass-channel': 'channel of break-glass',
  'break-glass-review': 'review of break-glass',
  leads: 'leads to',
  mfa: 'MFA',
  longest: 'longest',
  channel: 'channel of cards',
  ticket: 'ticket required',
  questions: 'questions',
  tags: 'tags',
  members: 'members',
  kept: 'kept by',
  accounts: 'accounts in chat',
  aws: 'IAM user',
  center: 'user of Identity Center',
  aliases: 'also called',
  role: 'role of the bot',
  as: 'used as',
  schema: 'schema',
  statements: 'statements',
  quota: 'quota',
  events: 'events',
  place: 'place',
  address: 'address',
  outside: 'outside its events',
  people: 'people',
  confirm: 'second operator confirms changes',
  open: 'open requests of one person',
  cooldown: 'pause after a denial',
  'justification-min': 'shortest justification',
  'justification-max': 'longest justification',
  ahead: 'how far ahead',
  unmatched: 'requests of nobody we know',
  sessions: 'names of sessions',
  roles: 'roles',
  installation: 'installation',
  zone: 'time zone',
  'from-tags': 'people from tags',
  'from-email': 'people from e-mail',
  slack: 'Slack',
  teams: 'Teams',
} as const;

export type RulesField = keyof typeof LABELS;

const NOUNS: Readonly<Record<Part, string>> = {
  workspace: 'Workspace',
  operators: 'Operators',
  limits: 'Limits',
  requests: 'Requests filed at AWS',
  rule: 'Rule',
  entitlement: 'Entitlement',
  group: 'Group',
  person: 'Person',
  account: 'Account',
  policy: 'Policy',
  calendar: 'Calendar',
};

const subject = (part: Part, name: string): string =>
  name ? `${NOUNS[part]} ${name}` : NOUNS[part];

/** `level:leads` is `level leads`. */
function label(field: string): string {
  const [key = '', ...of] = field.split(':');
  return [LABELS[key as RulesField] ?? key, ...of].join(' ');
}

/** `heads, after 15 min`: what a time means beside names, each field in its own words. */
const WITH_TIME: Readonly<Record<string, (names: string, time: string) => string>> = {
  escalation: (names, time) => `${names}, after ${time}`,
  'break-glass': (names, time) => `${names}, for at most ${time}`,
  'break-glass-review': (names, time) => `${names}, within ${time}`,
};

function value(field: string, told: Told | undefined): string {
  if (!told) return 'none';
  const { text, names, count, ms, yes, digest } = told;
  if (digest !== undefined) return 'changed';
  if (names && count !== undefined) return `${yes ? 'each' : count} of ${short(names)}`;
  if (names && text !== undefined) return `${text}: ${short(names)}`;
  const timed = WITH_TIME[field.replace(/:.*/, '')];
  if (timed && names && ms !== undefined) return timed(short(names), span(ms));
  if (count !== undefined && ms !== undefined) return `${count} in ${span(ms)}`;
  if (names) return short(names);
  if (ms !== undefined) return span(ms);
  if (count !== undefined) return String(count);
  if (yes !== undefined) return yes ? 'yes' : 'no';
  return text || 'none';
}

const SHOWN = 8;
const short = (names: readonly string[]): string => {
  if (names.length === 0) return 'nobody';
  const more = names.length - SHOWN;
  return more > 0 ? `${names.slice(0, SHOWN).join(', ')} and ${more} more` : list(names);
};

function changed({ field, before, after }: Extract<Difference, { what: 'changed' }>): Piece {
  if (after?.digest !== undefined) return `${label(field)} changed`;
  if (isList(before) && isList(after)) {
    const [old, now] = [before.names, after.names];
    const added = now.filter((name) => !old.includes(name));
    const removed = old.filter((name) => !now.includes(name));
    const said = [
      ...(added.length > 0 ? [`added ${short(added)}`] : []),
      ...(removed.length > 0 ? [`removed ${short(removed)}`] : []),
    ];
    return `${label(field)}: ${said.join('; ') || 'other order'}`;
  }
  return `${label(field)} ${value(field, before)} → ${value(field, after)}`;
}

type Names = Told & { readonly names: readonly string[] };
export const isList = (told: Told | undefined): told is Names =>
  told?.names !== undefined && Object.keys(told).length === 1;

export const rulesEn = {
  proposed: (number: number, digest: string) =>
    say`${bold(`The configuration has changed (number ${number}, ${digest}).`)} Until a second
      operator has confirmed it, no access is given by it. What is active still ends on time.`,
  unknownBefore: () => say`What it said before is not on record, so nothing can be compared.`,
  difference(one: Difference): Line {
    if (one.what === 'gone') return say`• ${subject(one.part, one.name)} is gone.`;
    if (one.what === 'otherwise') return say`• ${subject(one.part, one.name)}: details changed.`;
    if (one.what === 'changed') return say`• ${subject(one.part, one.name)}: ${changed(one)}.`;
    const { part, name, told } = one.item;
    const fields = Object.entries(told).map(
      ([field, said]) => `${label(field)} ${value(field, said)}`,
    );
    const what = fields.length > 0 ? `: ${fields.join('; ')}` : '';
    return say`• New: ${subject(part, name)}${what}.`;
  },
  more: (count: number) => say`and ${count} more. Compare the files themselves before you confirm.`,
  ask: () =>
    say`Whoever deployed it is the first pair of eyes; an operator in force so far is the second.`,
  button: 'These rules are right',
  confirmed: (by: string, number: number) =>
    say`${by} confirmed configuration ${number}. It is in force, and access is given again.`,
  whisper: (number: number) =>
    say`Configuration ${number} is in force. It is recorded as your decision.`,
  unsound: () =>
    say`${bold('The changed configuration is not sound.')} The last good one stays in force:`,
  problem: (text: string) => say`• ${code(text)}`,
  notTaken: (why: string) =>
    say`${bold('The bot could not start with the changed configuration.')} The last good one is in
      force again: ${why}`,
};
