/** Which kind of access a run is about, by its seed: all else is drawn as it always was. */

import type { Deed, Script } from './script.ts';
import { type Entitlement, IN_CENTER, IN_FLAG, IN_SHELL } from './town.ts';
import { IN_TUNNEL, IN_WINDOW, IN_WORK } from './town.ts';

type Kind = 'iam' | 'center' | 'ssm' | 'automation';

/** Fifteen, so that each kind has full runs and brief ones. */
const TURNS: readonly Kind[] = [
  'ssm',
  'ssm',
  'center',
  'automation',
  'iam',
  'iam',
  'iam',
  'center',
  'automation',
  'iam',
  'iam',
  'ssm',
  'center',
  'iam',
  'automation',
];
const kindOf = (seed: number): Kind => TURNS[seed % TURNS.length] ?? 'iam';

/** What is asked for in place of what was drawn; the policy of IAM stays in every run. */
const IN_PLACE: Readonly<Record<Kind, Readonly<Record<string, Entitlement>>>> = {
  iam: {},
  center: { 'prod-logs': IN_CENTER, 'prod-ops': IN_CENTER, 'prod-fix': IN_CENTER },
  automation: { 'prod-logs': IN_WINDOW, 'prod-ops': IN_FLAG, 'prod-fix': IN_WORK },
  ssm: { 'prod-logs': IN_SHELL, 'prod-ops': IN_SHELL, 'prod-fix': IN_TUNNEL },
};

export function moved(seed: number, deed: Omit<Deed, 'number'>): Omit<Deed, 'number'> {
  const { act } = deed;
  const other = act.do === 'ask' ? IN_PLACE[kindOf(seed)][act.entitlement] : undefined;
  if (act.do !== 'ask' || !other) return deed;
  return { ...deed, act: { ...act, entitlement: other } };
}

/** For planted bugs: whatever is asked for is this. */
export const askedFor =
  (entitlement: Entitlement) =>
  (script: Script): Script => ({
    ...script,
    deeds: script.deeds.map((deed): Deed => {
      const { act } = deed;
      return act.do === 'ask' ? { ...deed, act: { ...act, entitlement } } : deed;
    }),
  });
