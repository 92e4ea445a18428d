/** Slots as policy documents, short enough for AWS's 2,048 characters, and never by templating. */

import type { Reach, SessionTags } from '../../src/catalog/target.ts';
import type { AllowSlot, FencePlace, FenceSlot } from '../../src/holding/slot.ts';
import { isoSeconds, SECOND } from '../../src/kernel/time.ts';

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** Whose sessions a statement at a role is for. */
export type Who = NonNullable<Statement['Condition']>;

/**
 * AWS compares strictly at both ends of a window (IAM user guide, date condition operators): the
 * start is written a second early, so that access is there when it begins.
 */
export const allowDocument = (
  { windows }: Pick<AllowSlot, 'windows'>,
  who: Who = {},
): PolicyDocument =>
  document(
    windows.flatMap(({ reach, mfa, startMs, endMs }) =>
      reach.map((one) => {
        const dated = {
          DateGreaterThan: { 'aws:CurrentTime': isoSeconds(startMs - SECOND) },
          DateLessThan: { 'aws:CurrentTime': isoSeconds(endMs) },
          ...conditionsOf(one),
          // `Bool`, not `BoolIfExists`: without the key, as with long-term keys, it must not match.
          ...(mfa ? { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } : {}),
        };
        return statement('Allow', one, both(dated, who));
      }),
    ),
  );

/** All of it has to be met: what one asks of an operator stands beside what the other asks. */
const both = (conditions: Who, who: Who): Who => {
  const merged = Object.entries(who).map(([operator, keys]) => {
    return [operator, { ...conditions[operator], ...keys }] as const;
  });
  return { ...conditions, ...Object.fromEntries(merged) };
};

const conditionsOf = ({ tag, checksDocument, sessionTags }: Reach) => ({
  ...(tag ? { StringEquals: { [`ssm:resourceTag/${tag.key}`]: tag.value } } : {}),
  ...(sessionTags ? onlyTagged(sessionTags) : {}),
  ...(checksDocument ? { BoolIfExists: { 'ssm:SessionDocumentAccessCheck': 'true' } } : {}),
});

/** All of them, each with its value, and none besides: `ForAllValues` alone is met by no tag. */
const onlyTagged = (tags: SessionTags): Who => ({
  StringEquals: Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]),
  ),
  'ForAllValues:StringEquals': { 'aws:TagKeys': Object.keys(tags) },
});

/** At a role that access leads to, it is for sessions of a name; at the holder's own, for `who`. */
export function fenceDocument(
  { place, denials }: Omit<FenceSlot, 'kind'>,
  who: Who = {},
): PolicyDocument {
  const whose = place.on === 'role' ? sessionsOf(place) : who;
  return document(
    denials.flatMap(({ reach, fromMs }) =>
      reach.map((one) =>
        statement('Deny', one, {
          DateGreaterThanEquals: { 'aws:CurrentTime': isoSeconds(fromMs) },
          ...whose,
        }),
      ),
    ),
  );
}

function sessionsOf({ userid, source, scope }: Extract<FencePlace, { on: 'role' }>): Who {
  if (source !== undefined) return { StringEquals: { 'aws:SourceIdentity': source } };
  const named = { StringLike: { 'aws:userid': userid } };
  if (scope === undefined) return named;
  return { ...named, StringEquals: { 'aws:PrincipalTag/target': scope } };
}

/** White space does not count against AWS's quota; we write none. */
export const sizeOf = (policy: PolicyDocument): number => JSON.stringify(policy).length;

const document = (Statement: readonly Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});

const statement = (
  Effect: Statement['Effect'],
  { actions, resources }: Reach,
  Condition: NonNullable<Statement['Condition']>,
): Statement => ({ Effect, Action: short(actions), Resource: short(resources), Condition });

const short = (values: readonly string[]): string | readonly string[] => {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
};
