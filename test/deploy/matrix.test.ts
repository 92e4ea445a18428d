/** The policies of deploy/ over a table of actions and resources, asked of two authorizers. */

import { describe, expect, test } from 'vitest';
import { deployed } from '../adapters/aws/deploy-rights.ts';
import { decide, type Question } from '../stand-ins/aws/authorizer.ts';
import { PRODUCTION } from '../story/seed.ts';
import { type Cell, MATRIX } from './matrix.ts';
import { CALLERS, iam, type Who } from './policies.ts';
import { secondOpinion } from './second-opinion.ts';

const questionOf = ({ who, action, resource, facts }: Cell): Question => {
  const { facts: known, ...caller } = CALLERS[who];
  const question = { ...caller, action, resource, context: { ...known, ...facts } };
  return action === 'sts:AssumeRole' ? { ...question, resourcePolicy: OPEN } : question;
};

/** Every role trusts both accounts, so that only the caller's own rights can keep them out. */
const OPEN = {
  name: 'trust',
  document: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: [iam('root'), iam('root', PRODUCTION)] },
        Action: 'sts:AssumeRole',
      },
    ],
  },
};

/** Each cell that is not answered as the table has it. */
const wrong = (who: Who, allowed: boolean) =>
  MATRIX.filter((cell) => cell.who === who && cell.allowed === allowed)
    .filter((cell) => decide(questionOf(cell)).allowed !== allowed)
    .map(({ action, resource, facts }) => ({ action, resource, facts }));

describe('the rights of deploy/', () => {
  test('let the bot make every call of its kinds', () => {
    expect(wrong('bot', true)).toEqual([]);
    expect(wrong('botInTarget', true)).toEqual([]);
  });

  test('A50: give whoever stole the bot no way up, and no node', () => {
    expect(wrong('bot', false)).toEqual([]);
    expect(wrong('botInTarget', false)).toEqual([]);
  });

  test('keep the bot off nodes and documents, whatever else its role is given', () => {
    expect(wrong('botOfAll', false)).toEqual([]);
  });

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
  });

  test('are in the table, every one of them', () => {
    const policies = {
      bot: [
        'iam-bot-policy',
        'iam-bot-ssm-policy',
        'iam-bot-trail-policy',
        'iam-bot-automation-policy',
      ],
      botInTarget: ['iam-target-role-policy'],
    };
    for (const who of ['bot', 'botInTarget'] as const) {
      const given = policies[who].flatMap((name) =>
        deployed(name)
          .Statement.filter(({ Effect }) => Effect === 'Allow')
          .flatMap(({ Action }) => Action),
      );
      const asked = MATRIX.filter((cell) => cell.who === who && cell.allowed);
      expect(new Set(given)).toEqual(new Set(asked.map(({ action }) => action)));
    }
  });
});
