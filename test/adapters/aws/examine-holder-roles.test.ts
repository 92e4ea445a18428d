/** Roles that people come into by an identity provider: what keeps them from holding something. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  asEngineers,
  bySaml,
  createEngineer,
  ENGINEER,
  engineerRole,
  trusting,
} from '../../story/engineers.ts';
import { JUMP } from '../../story/seed.ts';
import { createExamined, type ExaminedGround } from './examined.ts';

let ground: ExaminedGround;
beforeEach(async () => {
  ground = await createExamined(undefined, asEngineers());
});
afterEach(() => ground.aws.close());

const found = async () =>
  (await ground.found()).flatMap((one) => (one.kind === 'holder-role-unfit' ? [one] : []));
const unfit = { kind: 'holder-role-unfit', account: JUMP, role: ENGINEER };

test('a role that carries the boundary and is entered by SAML is fit', async () => {
  createEngineer(ground.aws);
  expect(await ground.found()).toEqual([]);
});

test('one that is not there is told once, however many are mapped to it', async () => {
  expect(await found()).toEqual([{ ...unfit, problem: 'missing' }]);
});

test('one without the boundary is told, and so is a name of one’s own choice', async () => {
  const { boundary: _, ...unbounded } = engineerRole();
  ground.aws.account(JUMP).createRole(ENGINEER, unbounded);
  const anybody = { Effect: 'Allow', Principal: { AWS: JUMP }, Action: 'sts:AssumeRole' };
  ground.aws.account(JUMP).setTrust(ENGINEER, trusting(bySaml, anybody));
  expect(await found()).toEqual([
    { ...unfit, problem: 'no-boundary' },
    { ...unfit, problem: 'name-chosen' },
  ]);
});
