/** Questions about the role through which nodes of another account are reached. */

import { expect } from 'vitest';
import { allowDocument } from '../../adapters/aws/policy-document.ts';
import { ACCESS_ROLE, accessReach, sessionTags } from '../../src/catalog/access-role.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { decide, type Question } from '../stand-ins/aws/authorizer.ts';
import type { ContextFacts } from '../stand-ins/aws/context.ts';
import { PRODUCTION } from '../story/stacks.ts';
import { AIKO_ID, CALLERS, iam, NOON, REGION, THERE } from './policies.ts';
import { secondOpinion } from './second-opinion.ts';
import { BOUNDARY, documentsOf } from './stacks.ts';

export const [BASTION, BATCH, OTHER] = ['i-0db00000000000001', 'mi-0db00000000000002', 'i-0eb1'];
export const SHELL = 'ProdAccess-Shell-60m';
export const ROLE = { account: PRODUCTION, name: ACCESS_ROLE };
export const GIVEN = { through: ROLE, region: REGION, nodes: [BASTION, BATCH], document: SHELL };
export const PINNED = { ...sessionTags(GIVEN), person: 'aiko.sato' };
const WINDOW = { mfa: false, startMs: NOON, endMs: NOON + HOUR };
const GRANT = allowDocument({ windows: [{ ...WINDOW, reach: accessReach(GIVEN) }] });

const boundary = { name: BOUNDARY, document: THERE.policies[BOUNDARY] ?? {} };
const at = (ms: number) => new Date(ms).toISOString().replace('.000', '');
const tagged = (prefix: string, tags: Readonly<Record<string, string>>): ContextFacts =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, value]));

interface Coming {
  readonly tags?: Readonly<Record<string, string>>;
  readonly action?: 'sts:AssumeRole' | 'sts:TagSession';
  readonly user?: string;
  readonly name?: string;
  readonly atMs?: number;
  readonly document?: object;
}

/** Somebody of the users' account asks for a session of the role. */
export function coming({ tags = PINNED, action = 'sts:AssumeRole', ...more }: Coming): Question {
  const { user = 'aiko.sato', name = user, atMs = NOON, document = GRANT } = more;
  const keys = Object.keys(tags);
  return {
    principal: iam(`user/${user}`),
    action,
    resource: iam(`role/${ACCESS_ROLE}`, PRODUCTION),
    identityPolicies: [{ name: 'grant', document }],
    boundary: CALLERS.holderOfGrant.boundary,
    resourcePolicy: { name: 'trust', document: THERE.roles[ACCESS_ROLE]?.trust ?? {} },
    context: {
      'aws:username': user,
      'aws:userid': AIKO_ID,
      'aws:CurrentTime': at(atMs),
      ...(action === 'sts:AssumeRole' && { 'sts:RoleSessionName': name }),
      ...tagged('aws:RequestTag', tags),
      ...(keys.length > 0 && { 'aws:TagKeys': keys }),
    },
  };
}

export interface Within {
  readonly tags?: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly atMs?: number;
  readonly facts?: ContextFacts;
  readonly fence?: object;
}

/** Whoever has come in does something there. */
export function within(action: string, resource: string, given: Within = {}): Question {
  const { tags = PINNED, name = 'aiko.sato', atMs = NOON, facts = CHECKED, fence } = given;
  const fences = fence ? [{ name: 'fence', document: fence }] : [];
  return {
    principal: `arn:aws:sts::${PRODUCTION}:assumed-role/${ACCESS_ROLE}/${name}`,
    action,
    resource,
    identityPolicies: [...documentsOf(ACCESS_ROLE, THERE), ...fences],
    boundary,
    context: {
      'aws:userid': `AROANODES:${name}`,
      'aws:CurrentTime': at(atMs),
      ...tagged('aws:PrincipalTag', tags),
      ...facts,
    },
  };
}

const CHECKED = { 'ssm:SessionDocumentAccessCheck': 'true' };
export const node = (id: string) =>
  id.startsWith('mi-')
    ? `arn:aws:ssm:${REGION}:${PRODUCTION}:managed-instance/${id}`
    : `arn:aws:ec2:${REGION}:${PRODUCTION}:instance/${id}`;
export const ssm = (what: string) => `arn:aws:ssm:${REGION}:${PRODUCTION}:${what}`;

/** Both have to say the same. */
export async function may(question: Question): Promise<boolean> {
  const { allowed } = decide(question);
  // Its resource is in the guide of Session Manager, and not yet in the list of all actions.
  if (question.action === 'ssmmessages:OpenDataChannel') return allowed;
  expect([question.action, question.context, await secondOpinion(question)]).toEqual([
    question.action,
    question.context,
    allowed,
  ]);
  return allowed;
}
