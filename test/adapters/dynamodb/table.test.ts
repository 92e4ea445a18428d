/** The table in deploy/ is the one that is made and looked for, and a strange one is named. */

import type { TableDescription } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { strangeness, tableInput } from '../../../adapters/dynamodb/table.ts';
import { deployStack } from '../../deploy/template.ts';

const given = { RunsAs: 'ec2.amazonaws.com', Table: 'prod-access' };
const table = deployStack('users-account.yml', given)['Store'];

/** As AWS describes what was made. */
const described = (change: Partial<TableDescription> = {}): TableDescription => ({
  ...(table as TableDescription),
  ...change,
});
const ELSEWHERE = [{ RegionName: 'eu-west-1' }, { RegionName: 'eu-west-2' }];
const withoutIndex = (name: string) =>
  described().GlobalSecondaryIndexes?.filter((one) => one.IndexName !== name) ?? [];

test('the table in deploy/ is the one that store init makes, protected and backed up', () => {
  // Where there is no stack, a call of its own switches that on: see init.test.ts.
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  expect(table).toEqual({ ...tableInput('prod-access'), PointInTimeRecoverySpecification });
  expect(table).toMatchObject({ DeletionProtectionEnabled: true });
  expect(strangeness(described())).toBeUndefined();
});

test.each<[string, TableDescription]>([
  ['its key is id and not pk, sk', described({ KeySchema: [key('id')] })],
  ['its key is none and not pk, sk', described({ KeySchema: [] })],
  ['its key pk is no text', described({ AttributeDefinitions: [definition('pk', 'N')] })],
  ['it has no index by-state', described({ GlobalSecondaryIndexes: withoutIndex('by-state') })],
  [
    'its index by-state has the key state',
    described({
      GlobalSecondaryIndexes: [
        ...withoutIndex('by-state'),
        { IndexName: 'by-state', KeySchema: [key('state')] },
      ],
    }),
  ],
  [
    'it is a global table, also in eu-west-1, eu-west-2, whose Regions agree only after a while ' +
      '(MultiRegionConsistency is EVENTUAL and not STRONG)',
    described({ Replicas: ELSEWHERE, MultiRegionConsistency: 'EVENTUAL' }),
  ],
  [
    // Left out, it is what AWS calls the default.
    'it is a global table, also in eu-west-1, eu-west-2, whose Regions agree only after a while ' +
      '(MultiRegionConsistency is EVENTUAL and not STRONG)',
    described({ Replicas: ELSEWHERE }),
  ],
])('%s', (sentence, found) => {
  expect(strangeness(found)).toBe(sentence);
});

test('a global table whose Regions agree at once is taken, and so is one without others', () => {
  const strong = described({ Replicas: ELSEWHERE, MultiRegionConsistency: 'STRONG' });
  expect(strangeness(strong)).toBeUndefined();
  expect(strangeness(described({ Replicas: [] }))).toBeUndefined();
});

function key(AttributeName: string) {
  return { AttributeName, KeyType: 'HASH' as const };
}

function definition(AttributeName: string, AttributeType: 'N' | 'S') {
  return { AttributeName, AttributeType };
}
