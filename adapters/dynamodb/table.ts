/** The one table: its keys and indexes, as data, for making it and for looking at it. */

import type { CreateTableCommandInput, TableDescription } from '@aws-sdk/client-dynamodb';

/**
 * `pk` is the record's key; `sk` is `head`, or `event#` and a number. Each index holds only items
 * that carry its keys, and keys alone, so that a commit which moves nothing in it costs nothing.
 */
export const INDEXES = {
  /** Heads with work due, by shard and by when. */
  due: { partition: 'dueShard', sort: 'dueAt', more: ['due'] },
  /** Heads of a kind, in the order in which they were created. */
  kind: { partition: 'kind', sort: 'place', more: [] },
  state: { partition: 'state', sort: 'place', more: [] },
  person: { partition: 'person', sort: 'place', more: [] },
} as const;
export type IndexName = keyof typeof INDEXES;

export function tableInput(name: string): CreateTableCommandInput {
  const names = new Set(['pk', 'sk']);
  for (const { partition, sort } of Object.values(INDEXES)) names.add(partition).add(sort);
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    // It holds what was given: it goes by no slip of a hand.
    DeletionProtectionEnabled: true,
    AttributeDefinitions: [...names].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S' as const,
    })),
    KeySchema: keys('pk', 'sk'),
    GlobalSecondaryIndexes: Object.entries(INDEXES).map(([index, { partition, sort, more }]) => ({
      IndexName: `by-${index}`,
      KeySchema: keys(partition, sort),
      Projection:
        more.length > 0
          ? { ProjectionType: 'INCLUDE', NonKeyAttributes: [...more] }
          : { ProjectionType: 'KEYS_ONLY' },
    })),
  };
}

const keys = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  { AttributeName: sort, KeyType: 'RANGE' as const },
];

/** What is wrong with a table that is there already; undefined when it is as ours are. */
export const strangeness = (found: TableDescription): string | undefined =>
  strangeShape(found) ?? strangeSpread(found);

/** Where Regions learn of each other late, two commits from one version would both be taken. */
function strangeSpread(found: TableDescription): string | undefined {
  const { Replicas: replicas = [], MultiRegionConsistency: consistency } = found;
  if (replicas.length === 0 || consistency === 'STRONG') return undefined;
  const regions = replicas.map(({ RegionName }) => RegionName).join(', ');
  return (
    `it is a global table, also in ${regions}, whose Regions agree only after a while ` +
    `(MultiRegionConsistency is ${consistency ?? 'EVENTUAL'} and not STRONG)`
  );
}

function strangeShape(found: TableDescription): string | undefined {
  const wanted = tableInput('any');
  if (shape(found.KeySchema) !== shape(wanted.KeySchema)) {
    return `its key is ${shape(found.KeySchema) || 'none'} and not ${shape(wanted.KeySchema)}`;
  }
  for (const { AttributeName, AttributeType } of wanted.AttributeDefinitions ?? []) {
    const same = found.AttributeDefinitions?.find((one) => one.AttributeName === AttributeName);
    if (same && same.AttributeType !== AttributeType) return `its key ${AttributeName} is no text`;
  }
  for (const index of wanted.GlobalSecondaryIndexes ?? []) {
    const same = found.GlobalSecondaryIndexes?.find((one) => one.IndexName === index.IndexName);
    if (!same) return `it has no index ${index.IndexName}`;
    if (shape(same.KeySchema) !== shape(index.KeySchema)) {
      return `its index ${index.IndexName} has the key ${shape(same.KeySchema)}`;
    }
    const missing = (index.Projection?.NonKeyAttributes ?? []).filter(
      (one) => !same.Projection?.NonKeyAttributes?.includes(one),
    );
    // Without it nothing would ever be due, and no access would end.
    if (missing.length > 0 && same.Projection?.ProjectionType !== 'ALL') {
      return `its index ${index.IndexName} does not hold ${missing.join(', ')}`;
    }
  }
  return undefined;
}

const shape = (schema: TableDescription['KeySchema']): string =>
  (schema ?? []).map(({ AttributeName }) => AttributeName).join(', ');
