/** Where `prove` runs and where it refuses to, and what it says before it begins. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProveOptions } from '../../src/ops/prove-command.ts';
import { createProveTown, type ProveTown, SANDBOX } from './prove-town.ts';

let town: ProveTown;
beforeEach(async () => {
  town = await createProveTown();
});
afterEach(() => town.close());

const said = (options: Partial<ProveOptions>, around: Parameters<ProveTown['run']>[1] = {}) =>
  town.run({ given: {}, ...options }, around);
const writes = () => town.aws.calls.filter(({ action }) => !/^(Get|List|Desc)/.test(action));
const WITHOUT_YES = { json: false } as const;

describe('nothing is made', () => {
  test.each([
    ['in another account than was named', { account: '999900001111' }, [], 'not of 999900001111'],
    ['in an account of the configuration', {}, [SANDBOX], `name it: --account ${SANDBOX}`],
    ['for a node that is none', { given: { node: 'web-1' } }, [], 'web-1 is none that AWS gives'],
    ['when another account is typed', { yes: '999900001111' }, [], `which is ${SANDBOX}`],
  ] as const)('%s', async (_, options, catalogued, words) => {
    const ended = await said(options, { catalogued });
    expect(ended).toMatchObject({ code: 64, out: '' });
    expect(ended.err).toContain(words);
    expect(writes()).toEqual([]);
  });

  test('where nobody can be asked, and nothing was typed in advance', async () => {
    const { yes: _, ...unsaid } = { yes: '', ...WITHOUT_YES };
    const ended = await town.run({ given: {}, ...unsaid, ...NOT_TYPED });
    expect(ended.code).toBe(64);
    expect(ended.err).toContain(`say so: --yes ${SANDBOX}`);
    expect(writes()).toEqual([]);
  });

  test('for a yes that is no account id', async () => {
    const ended = await said({ ...WITHOUT_YES, ...NOT_TYPED }, { ask: async () => 'yes' });
    expect(ended).toMatchObject({ code: 64, err: 'Nothing was done.\n' });
    expect(writes()).toEqual([]);
  });
});

const NOT_TYPED = { yes: undefined } as unknown as Partial<ProveOptions>;

test('it says where, for how long, what is made and what stays, and then asks', async () => {
  const ask = async () => 'no';
  const { out } = await said({ ...WITHOUT_YES, ...NOT_TYPED, given: town.given }, { ask });
  const text = out.replaceAll(/\s+/g, ' ');
  for (const words of [
    'Experiments in account 3333-4444-5555, Region us-east-1, as arn:aws:iam::',
    'For up to 15 minutes it makes things, all of them named prod-access-prove-4f0c1a-…',
    'role-deny: a Deny at a role ends the sessions of one person. Makes two users with keys',
    'All of it is removed at the end, after a failure and after Ctrl-C too.',
    'Nothing that was there before is changed.',
  ]) {
    expect(text).toContain(words);
  }
});

test('an account of the configuration is taken when it is named, and its id typed', async () => {
  const ask = async () => '3333-4444-5555';
  const around = { catalogued: [SANDBOX], ask };
  const ended = await said({ ...WITHOUT_YES, ...NOT_TYPED, account: SANDBOX }, around);
  expect(ended).toMatchObject({ code: 0, err: '' });
  expect(ended.out).toContain('All that was made has been removed');
});
