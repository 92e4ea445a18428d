/** English: why policy says what it says, line by line. */

import type { Scope } from '../../policy/rule.ts';
import { bold, moment, say } from '../line.ts';
import { type ExplainWords, named } from './explain-words.ts';
import { commas, list, namesOf, span } from './phrase-en.ts';

export const explainEn: ExplainWords = {
  heading: (id) => say`Why it is as it is, for ${bold(id)}:`,
  summary: (id) => `Why it is as it is, for ${id}`,
  'rule-used': ({ rule, scope, eligible, isShut }) => {
    const who = eligible ? '' : ' The requester is not eligible by it.';
    const no = isShut ? ' It lets nobody break the glass.' : who;
    return say`Rule ${rule} applies${about(scope)}.${no}`;
  },
  'rule-too-general': ({ rule, scope }) =>
    say`Rule ${rule} would match${about(scope)}, but another one matches more closely.`,
  'rule-not-matching': ({ rule, scope }) => say`Rule ${rule} does not match${about(scope)}.`,
  'rules-combined': ({ rules }) =>
    say`${list(rules)} match equally, so every one of them must be satisfied.`,
  'statement-forbids': ({ by }) => say`Forbidden, whoever would approve it, by ${list(by)}.`,
  'statement-no-auto': ({ by }) => say`${list(by)} says that a person has to approve it.`,
  'quota-spent': ({ statement, use }) =>
    say`${statement} would approve it at once, but its quota is spent: ${use.times} in
      ${span(use.perMs)} for one person.`,
  frozen: ({ rule, calendar, effect, why, untilMs }, _nameOf, nowMs) => {
    const state = why === 'silent' ? 'cannot be read, so it counts as closed' : 'is closed';
    const until = untilMs === undefined ? say`` : say` until ${moment(untilMs, nowMs)}`;
    return say`The calendar ${calendar} ${state}${until}. ${FROZEN[effect](rule)}`;
  },
  'auto-approved': ({ by, quota }) =>
    quota
      ? say`Approved at once by ${by}: ${quota.used} of ${quota.times} in ${span(quota.perMs)}.`
      : say`Approved at once by ${by}.`,
  'break-glass': ({ maxMs, from, isEverybody, withinMs, frozen }) => {
    const cold = frozen.length > 0 ? ` The freeze by ${list(frozen)} does not stop it.` : '';
    return say`Break-glass: opened before anybody approves, for ${span(maxMs)} at most.
      ${isEverybody ? '' : 'One of '}${list(from, 'or')} reviews it within
      ${span(withinMs)}.${cold}`;
  },
  limits: ({ maxMs, maxTotalMs, lapseMs }) =>
    maxTotalMs > maxMs
      ? say`At most ${span(maxMs)}, ${span(maxTotalMs)} with extensions; a request lapses after
          ${span(lapseMs)}.`
      : say`At most ${span(maxMs)}; a request lapses after ${span(lapseMs)}.`,
  level: (facts, nameOf) => {
    const { stage, stages, state, level, have, need, from, by, could, through } = facts;
    const which = facts.isSole ? '' : ` (${level})`;
    const at = stages > 1 ? `Level ${stage} of ${stages}${which}` : `Approvals${which}`;
    const head = say`${at}: ${have} of ${need} from ${list(from, 'or')}`;
    const given = by.length > 0 ? `, given by ${list(namesOf(by))}` : '';
    if (state === 'complete') return say`${head}${given}. Complete.`;
    const names = named(could, through, nameOf, (name, by) => `${name} (${by})`);
    const help = names.length > 0 ? ` Could approve: ${commas(names)}.` : ' Nobody could approve.';
    const turn = state === 'later' ? ' Its turn comes later.' : '';
    return say`${head}${given}.${turn}${help}`;
  },
  enough: ({ by }) => say`Nothing is missing: approved by ${list(namesOf(by))}.`,
};

const FROZEN = {
  refuse: (rule: string) => `Rule ${rule} allows nothing while it is closed.`,
  hold: (rule: string) => `Rule ${rule} lets access begin when it opens.`,
  level: (rule: string) => `Rule ${rule} asks for one more level while it is closed.`,
} as const;

function about(scope: Scope | undefined): string {
  if (!scope) return '';
  if (scope.by === 'id') return ` (it names ${list(scope.entitlements)})`;
  return scope.by === 'tag'
    ? ` (it is for ${scope.tag}=${scope.value})`
    : ' (it is for everything)';
}
