/** `init` with AWS and its operator answered for it: what is offered, asked and written. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';
import { type Given, init, type InitWorld } from '../../src/ops/init-command.ts';
import { isProduction, offersOf, slugOf } from '../../src/ops/init-offers.ts';
import type { Found } from '../../src/ports/discovery.ts';

const OWN = '444455556666';
const FOUND: Found = {
  account: OWN,
  region: 'eu-west-1',
  accounts: [
    { id: OWN, name: 'jump' },
    { id: '111122223333', name: 'production' },
  ],
  users: [{ name: 'aiko.sato', chat: 'slack:T0PRODDEMO:U0AIKO0001' }, { name: 'ben' }],
  groups: [
    { name: 'prod-operators', roles: [{ account: '111122223333', name: 'ProdOperator' }] },
    { name: 'everybody', roles: [{ account: '111122223333', name: 'Reader' }] },
  ],
  roles: [
    { account: OWN, name: 'ProdReader' },
    { account: OWN, name: 'Developer' },
  ],
  nodes: [{ tag: { key: 'Env', value: 'prod' }, atLeast: 50 }],
  documents: ['ProdAccess-Shell-15m', 'ProdAccess-Shell-60m'],
  center: { permissionSets: ['ProdAdmin'], groups: ['sre'] },
  unread: [],
};
const GIVEN = {
  team: 'T0PRODDEMO',
  channel: 'C0APPROVE1',
  approvers: 'U0BEN00001',
  requesters: 'U0AIKO0001=aiko.sato',
  choose: 'all',
};

async function run(found: Found, given: Given, typed: readonly string[] = []) {
  const said: string[] = [];
  const asked: string[] = [];
  const files: string[] = [];
  const left = [...typed];
  const say = (text: string) => void said.push(text);
  const world: InitWorld = {
    file: 'prod-access.yml',
    isThere: false,
    discover: async () => found,
    ask: async (question) => {
      asked.push(question);
      return left.shift();
    },
    write: async (text) => void files.push(text),
    parse: parseConfig,
    installation: '000001',
    language: 'en',
    zone: 'Europe/Berlin',
  };
  const code = await init(world, given, { say, complain: say, write: say });
  return { code, said: said.join('\n'), asked, file: files[0] };
}

describe('what is offered', () => {
  test.each([
    ['prod-operators', true],
    ['ProductionAdmin', true],
    ['db-live', true],
    ['BreakGlass', true],
    ['nonprod-admin', false],
    ['pre-prod', false],
    ['product-team', false],
    ['delivery', false],
    ['prod-access', false],
  ])('whether %s looks like production: %j', (name, is) => {
    expect(isProduction(name)).toBe(is);
  });

  test('are groups, the roles that they and people lead to, and nodes', () => {
    expect(offersOf(FOUND).map(({ id }) => id)).toEqual([
      'prod-operators',
      'prod-operator',
      'prod-reader',
      'shell-env-prod',
    ]);
  });

  test('are named as the file wants names, each differently', () => {
    expect(slugOf('ProdDbOperator')).toBe('prod-db-operator');
    expect(slugOf('9_Übung=x')).toBe('bung-x');
    const roles = ['prod.a', 'prod-a', 'Prod_A'].map((name) => ({ account: OWN, name }));
    const ids = offersOf({ ...FOUND, groups: [], nodes: [], roles }).map(({ id }) => id);
    expect(ids).toEqual(['prod-a', 'prod-a-2', 'prod-a-3']);
  });
});

describe('what is asked', () => {
  test('is nothing that was given', async () => {
    const { code, asked } = await run(FOUND, GIVEN);
    expect([code, asked]).toEqual([0, []]);
  });

  test('is asked again until it is understood, and left as found by Enter', async () => {
    const typed = ['', '#approvals', 'C0APPROVE1', 'ben', 'S0LEADS001', '', '7', '1, 4'];
    const { code, asked, said, file } = await run(FOUND, {}, typed);
    expect(code).toBe(0);
    expect(asked).toHaveLength(8);
    expect(said).toContain('A channel id looks like C0123ABCD');
    expect(said).toContain('“ben” is neither');
    expect(said).toContain('There is no 7 in the list: it has 1 to 4');
    expect(file).toContain('requesters: [aiko-sato]');
    expect(file).toContain('id: shell-env-prod');
    expect(file).not.toContain('id: prod-reader');
  });

  test('ends, and writes nothing, when nobody answers any more', async () => {
    const { code, file, said } = await run({ ...FOUND, users: [] }, {}, ['T0PRODDEMO']);
    expect([code, file]).toEqual([64, undefined]);
    expect(said).toContain('--channel: ');
  });

  test('takes no IAM user that is not there', async () => {
    const given = { ...GIVEN, requesters: 'U0AIKO0001=aiko.sata' };
    expect((await run(FOUND, given)).said).toContain('There is no IAM user aiko.sata');
  });
});

describe('what is written', () => {
  test('is sound without a warning, and says what it left out', async () => {
    const { file = '' } = await run(FOUND, GIVEN);
    const parsed = parseConfig(file, 'prod-access.yml');
    expect(parsed).toMatchObject({ ok: true, warnings: [] });
    expect(file).toContain('permission sets: ProdAdmin');
    expect(file).toContain('document: ProdAccess-Shell-60m');
  });

  test('believes the tag of IAM users where a user group may ask', async () => {
    const { file = '' } = await run(FOUND, { ...GIVEN, requesters: 'S0ALL00001' });
    expect(file).toContain('from_tags: true');
    expect(parseConfig(file, 'x.yml')).toMatchObject({ ok: true });
  });

  test('is sound whatever things are called', async () => {
    const iam = fc.stringMatching(/^[\w+=,.@-]{1,60}$/);
    const any = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(iam, { minLength: 1, maxLength: 4 }),
        any,
        async (names, text) => {
          const found: Found = {
            ...FOUND,
            accounts: [
              { id: OWN, name: text },
              { id: '999999999999', name: text },
            ],
            groups: names.map((name) => ({ name: `prod${name}`, roles: [] })),
            roles: [],
            nodes: [],
            center: { permissionSets: [text], groups: [text] },
          };
          const { code, said } = await run(found, GIVEN);
          expect([code, code === 0 ? '' : said]).toEqual([0, '']);
        },
      ),
      { numRuns: 200 },
    );
  });
});

test('what could not be read is named with its right', async () => {
  const unread = [{ what: 'Nodes', right: 'ssm:X', why: 'ssm:X is denied' }];
  const { said } = await run({ ...FOUND, unread }, GIVEN);
  expect(said).toContain('Not read: nodes. ssm:X is denied; deploy/iam-init-policy.json gives it.');
});
