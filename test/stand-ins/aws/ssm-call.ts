/** What an operation of Systems Manager works with here, and the shapes they share. */

import type { RequireAllowed } from './allowed.ts';
import type { Engine, Fate, StepOnItsWay } from './automation-run.ts';
import { tagFacts } from './caller.ts';
import type { ContextFacts } from './context.ts';
import type { Asked } from './dialect.ts';
import { AwsFault } from './fault.ts';
import type { Places } from './ssm-places.ts';
import type { Place } from './ssm-types.ts';
import type { Tag } from './types.ts';
import type { World } from './world.ts';

export type Input = Readonly<Record<string, unknown>>;

export interface SsmOptions {
  readonly world: World;
  readonly now: () => number;
  readonly requireAllowed: RequireAllowed;
  /** Called after every change. */
  readonly changed: () => void;
}

export interface SsmCall extends SsmOptions {
  readonly asked: Asked;
  readonly input: Input;
  readonly places: Places;
  readonly place: Place;
  readonly knobs: SsmKnobs;
  readonly engine: Engine;
}

export interface SsmKnobs {
  /** Whether more calls a second than AWS takes are refused, on the stand-in's clock. */
  ratesApply: boolean;
  /** How long after a start or an end lists of sessions still answer as before. */
  listedAfterMs: number;
  /**
   * What an ARN of a session begins with. The guides of AWS name both the owner's name and
   * `aws:userid`, so that a policy had better hold in either world; `either` takes what fits.
   */
  sessionArns: 'name' | 'userid' | 'either';
  /** Whether a tunnel ends by the longest time of its document: AWS says so of shells alone. */
  tunnelsEnd: boolean;
  /** By what sessions are listed: the guides show the ARN of a user, and name no other. */
  owners: 'arn' | 'userid';
  /** What lists say of the document: whoever starts a session may name it by its ARN. */
  documents: 'name' | 'arn' | 'none';
  /** How many executions may be under way at once. */
  automationsAtOnce: number;
  /** What becomes of a step of a runbook when it begins. */
  fateOfStep: (step: StepOnItsWay) => Fate;
}

export type SsmOperation = (call: SsmCall) => object;

/** Asks for a right to a resource of this place; `*` for what cannot be narrowed. */
export function require(call: SsmCall, resource: string, facts: ContextFacts = {}): void {
  const { asked, place } = call;
  const arn = resource === '*' ? `arn:aws:ssm:${place.region}:${place.account}:*` : resource;
  const action = `ssm:${asked.call.action}`;
  call.requireAllowed(asked.key, { action, resource: arn, owner: place.account, facts });
}

export const tagsOfResource = (tags: readonly Tag[]): ContextFacts => ({
  ...tagFacts('aws:ResourceTag', tags),
  ...tagFacts('ssm:resourceTag', tags),
});

export function requiredText(input: Input, name: string): string {
  const value = input[name];
  if (typeof value === 'string' && value !== '') return value;
  const field = name.charAt(0).toLowerCase() + name.slice(1);
  throw validation(`Value null at '${field}' failed to satisfy constraint: must not be null`);
}

export const textOf = (input: Input, name: string): string | undefined => {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
};

/** The tags of a request, which SSM spells `Key` and `Value`. */
export const tagsIn = (input: Input): Tag[] =>
  ((input['Tags'] ?? []) as readonly { Key: string; Value: string }[]).map(({ Key, Value }) => ({
    key: Key,
    value: Value,
  }));

export const drawTags = (tags: readonly Tag[]) =>
  tags.map(({ key, value }) => ({ Key: key, Value: value }));

export const seconds = (ms: number) => ms / 1_000;

export const validation = (words: string) =>
  new AwsFault('ValidationException', `1 validation error detected: ${words}`);
