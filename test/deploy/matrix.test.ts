/** The policies of deploy/ over a table of actions and resources, asked of two authorizers. */

import { describe, expect, test } from 'vitest';
import { decide, type Question } from '../stand-ins/aws/authorizer.ts';
import { PRODUCTION } from '../story/seed.ts';
import { type Cell, MATRIX } from './matrix.ts';
import { CALLERS, iam, type Who } from './policies.ts';
import { secondOpinion } from './second-opinion.ts';
import { allowedIn } from './stacks.ts';

const questionOf = ({ who, action, resource, facts }: Cell): Question => {
  const { facts: known, ...caller } = CALLERS[who];
  const question = { ...caller, action, resource, context: { ...known, ...facts } };
  return /^sts:AssumeRole$|^kms:/.test(action) ? { ...question, resourcePolicy: OPEN } : question;
};

/** Every role and key leaves it to both accounts, so that only the caller's own rights count. */
const OPEN = {
  name: 'open',
  document: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: [iam('root'), iam('root', PRODUCTION)] },
        Action: ['sts:AssumeRole', 'kms:*'],
        Resource: '*',
      },
    ],
  },
};

/** As whom prod-access works, each with the rights that its stacks give it. */
const WORKING = [
  'bot',
  'botInTarget',
  'giver',
  'scheduled',
  'runsScheduled',
  'revokeOnly',
  'runbook',
] as const;

/** Each cell that is not answered as the table has it. */
const wrong = (who: Who, allowed: boolean) =>
  MATRIX.filter((cell) => cell.who === who && cell.allowed === allowed)
    .filter((cell) => decide(questionOf(cell)).allowed !== allowed)
    .map(({ action, resource, facts }) => ({ action, resource, facts }));

describe('the rights of deploy/', () => {
  test.each(WORKING)('let %s do all of its work', (who) => {
    expect(wrong(who, true)).toEqual([]);
  });

  test.each(WORKING)('A50: give whoever stole %s no way up, and no node', (who) => {
    expect(wrong(who, false)).toEqual([]);
  });

  test.each(['botOfAll', 'botOfAllInTarget'] as const)(
    'A50: keep %s from every way up, though somebody made it an administrator',
    (who) => {
      expect(wrong(who, false)).toEqual([]);
    },
  );

  test('keep a holder, whatever is written for them, from documents, tags of nodes and IAM', () => {
    expect(wrong('holderOfAll', true)).toEqual([]);
    expect(wrong('holderOfAll', false)).toEqual([]);
  });

  test('let a grant of a node be used under the boundary, and be no more than it says', () => {
    expect(wrong('holderOfGrant', true)).toEqual([]);
    expect(wrong('holderOfGrant', false)).toEqual([]);
  });

  test('are decided by an independent simulator in the same way, cell by cell', async () => {
    const differing: object[] = [];
    for (const cell of MATRIX) {
      const { action, resource, allowed } = cell;
      // Its resource is in the guide of Session Manager, and not yet in the list of all actions.
      if (action === 'ssmmessages:OpenDataChannel') continue;
      const theirs = await secondOpinion(questionOf(cell));
      if (theirs !== allowed) differing.push({ action, resource, theirs });
    }
    expect(differing).toEqual([]);
  }, 120_000);

  test('are in the table, every one of them', () => {
    for (const who of WORKING) {
      const given = allowedIn(CALLERS[who].identityPolicies);
      const asked = MATRIX.filter((cell) => cell.who === who && cell.allowed);
      expect(new Set(given)).toEqual(new Set(asked.map(({ action }) => action)));
    }
  });
});
