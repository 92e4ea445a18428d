/** Lists heads, newest first, a page at a time: keys from an index, the heads from the table. */

import { BatchGetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { Fault } from '../../src/kernel/fault.ts';
import type { Head, ListQuery, Page } from '../../src/ports/store.ts';
import type { Table } from './client.ts';
import { headKey, headOf, type Item, keyOf, padded, placeOf } from './head-item.ts';
import { leftUnread } from './problem.ts';
import { INDEXES, type IndexName } from './table.ts';
import { isUnread } from './unread-head.ts';

interface Stretch {
  readonly index: IndexName;
  readonly value: string;
}

export async function page(table: Table, query: ListQuery): Promise<Page> {
  const { kind, states, person, limit } = query;
  if (states?.length === 0) return { heads: [] };
  const stretches: readonly Stretch[] =
    // What is open is little, however long somebody's history is.
    person !== undefined && (!states || query.fromMs !== undefined)
      ? [{ index: 'person', value: `${kind} ${person}` }]
      : states
        ? states.map((state) => ({ index: 'state', value: `${kind} ${state}` }))
        : [{ index: 'kind', value: kind }];
  const heads: Head[] = [];
  let before = query.cursor === undefined ? upperEnd(query) : placeAt(query.cursor);
  // One more than asked tells whether there is a next page.
  while (heads.length <= limit) {
    const { keys, isAll } = await newestKeys(table, stretches, { query, before });
    const last = keys.at(-1);
    if (last === undefined) break;
    heads.push(...(await loadAll(table, keys.map(keyOf))).filter((head) => matches(head, query)));
    if (isAll) break;
    before = last['place']?.S ?? '';
  }
  const shown = heads.slice(0, limit);
  const last = shown.at(-1);
  return last && heads.length > limit
    ? { heads: shown, cursor: `${last.index.createdMs} ${last.key}` }
    : { heads: shown };
}

interface Span {
  readonly query: ListQuery;
  /** Excluded, as everything behind it. */
  readonly before: string;
}

/** The newest keys of all stretches together, so many at a time. */
async function newestKeys(
  table: Table,
  stretches: readonly Stretch[],
  span: Span,
): Promise<{ readonly keys: readonly Item[]; readonly isAll: boolean }> {
  const from = padded(Math.ceil(span.query.fromMs ?? 0));
  if (span.before <= from) return { keys: [], isAll: true };
  const found = stretches.map((stretch) => newestOf(table, stretch, from, span));
  const answers = await Promise.all(found);
  // Behind the end of an answer that was cut short, others know more than it does.
  const ends = answers.map(({ items, isCut }) => (isCut ? (items.at(-1)?.['place']?.S ?? '') : ''));
  const end = ends.reduce((one, other) => (one > other ? one : other));
  const keys = answers
    .flatMap(({ items }) => items)
    .filter((item) => (item['place']?.S ?? '') < span.before && (item['place']?.S ?? '') >= end)
    .sort((a, b) => ((a['place']?.S ?? '') < (b['place']?.S ?? '') ? 1 : -1));
  const isAll = answers.every(({ isCut }) => !isCut) && keys.length <= AT_ONCE;
  return { keys: keys.slice(0, AT_ONCE), isAll };
}

/** As many as are wanted, or all there are: AWS may end an answer before either. */
async function newestOf(
  { client, name, ask }: Table,
  { index, value }: Stretch,
  from: string,
  { query, before }: Span,
): Promise<{ readonly items: readonly Item[]; readonly isCut: boolean }> {
  const { partition, sort } = INDEXES[index];
  const most = Math.min(AT_ONCE, query.limit + 2);
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const command = new QueryCommand({
      TableName: name,
      IndexName: `by-${index}`,
      KeyConditionExpression: '#partition = :value AND #sort BETWEEN :from AND :before',
      ExpressionAttributeNames: { '#partition': partition, '#sort': sort },
      ExpressionAttributeValues: {
        ':value': { S: value },
        ':from': { S: from },
        ':before': { S: before },
      },
      ScanIndexForward: false,
      Limit: most - items.length,
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
    });
    const answer = await ask(() => client.send(command));
    items.push(...(answer.Items ?? []));
    start = answer.LastEvaluatedKey;
  } while (start && items.length < most);
  return { items, isCut: start !== undefined };
}

/** As many as one call fetches. */
const AT_ONCE = 100;

/** Consistent, in the order of the keys; without what only an index still shows. */
async function loadAll(table: Table, keys: readonly string[]): Promise<Head[]> {
  const { client, name, ask } = table;
  const found = new Map<string, Head>();
  // While a state changes, two stretches may show one record, and AWS takes no key twice.
  const once = [...new Set(keys)];
  let wanted = once.map(headKey);
  async function readOn(): Promise<void> {
    const request = { [name]: { Keys: wanted, ConsistentRead: true } };
    const answer = await client.send(new BatchGetItemCommand({ RequestItems: request }));
    for (const item of answer.Responses?.[name] ?? []) found.set(keyOf(item), headOf(item));
    wanted = answer.UnprocessedKeys?.[name]?.Keys ?? [];
    // Not refused, and yet asked for too much: as much patience is called for.
    if (wanted.length > 0) throw leftUnread(wanted.length);
  }
  if (wanted.length > 0) await ask(readOn);
  return once.flatMap((key) => found.get(key) ?? []);
}

function matches(head: Head, query: ListQuery): boolean {
  const { key, index } = head;
  const { kind, states, person, entitlement, fromMs, toMs } = query;
  return (
    key.startsWith(`${kind}/`) &&
    (!states || states.includes(index.state)) &&
    (person === undefined || index.person === person) &&
    // Not known is not the same as another: whoever asks is told rather than shown too little.
    (entitlement === undefined || isUnread(head) || index.entitlement === entitlement) &&
    index.createdMs >= (fromMs ?? -Infinity) &&
    index.createdMs < (toMs ?? Infinity)
  );
}

const upperEnd = ({ toMs }: ListQuery): string =>
  toMs === undefined ? '~' : padded(Math.ceil(toMs));

function placeAt(cursor: string): string {
  const [, createdMs, key] = /^(\d+) (.+)$/s.exec(cursor) ?? [];
  if (!createdMs || !key) throw new Fault('store-failed', 'This is not the cursor of a page.');
  return placeOf(Number(createdMs), key);
}
