/** Loads and commits heads, and tells a commit of ours whose answer was lost from a conflict. */

import { randomBytes } from 'node:crypto';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { Fault } from '../../src/kernel/fault.ts';
import type { Head, RecordKey, Store } from '../../src/ports/store.ts';
import type { Table } from './client.ts';
import { COMMIT, headItem, headKey, headOf, type Item } from './head-item.ts';
import { isFinal } from './problem.ts';

export function createCommits(table: Table): Pick<Store, 'load' | 'commit'> {
  // Tokens of what was loaded: they go along with the next commit, so that whoever got no answer
  // finds his own among them even when others have committed since.
  const known = new Map<RecordKey, Known>();

  function remember(key: RecordKey, one: Known): void {
    known.delete(key);
    known.set(key, one);
    const [oldest] = known.keys();
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
  }

  return {
    async load(key) {
      const item = await get(table, headKey(key));
      if (!item) return undefined;
      const head = headOf(item);
      remember(key, { version: head.version, tokens: tokensOf(item) });
      return head;
    },

    async commit(head) {
      const { key, version } = head;
      const before = known.get(key);
      const earlier = before?.version === version - 1 ? before.tokens : [];
      const tokens = [randomBytes(6).toString('base64'), ...earlier].slice(0, TOKENS);
      const answer = await put(table, head, tokens);
      if (answer === 'committed') remember(key, { version, tokens });
      else known.delete(key);
      return answer;
    },
  };
}

interface Known {
  readonly version: number;
  readonly tokens: readonly string[];
}

const REMEMBERED = 5_000;
const TOKENS = 4;

export const get = (table: Table, key: Item): Promise<Item | undefined> =>
  table.ask(() => once(table, key));

async function once({ client, name }: Table, Key: Item): Promise<Item | undefined> {
  const command = new GetItemCommand({ TableName: name, Key, ConsistentRead: true });
  return (await client.send(command)).Item;
}

async function put(
  table: Table,
  head: Head,
  tokens: readonly string[],
): Promise<'committed' | 'conflict'> {
  const { client, name, write, askOnce } = table;
  const command = new PutItemCommand({
    TableName: name,
    Item: headItem(head, tokens.join(' ')),
    ...(head.version === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'version = :before',
          ExpressionAttributeValues: { ':before': { N: String(head.version - 1) } },
        }),
  });
  try {
    const answer = await write(() => client.send(command));
    if (answer !== 'unclear') return answer === 'done' ? 'committed' : 'conflict';
  } catch (error) {
    // Given up, though one of the sendings may have landed. Asked once: it has lasted long enough.
    if (error instanceof Fault && isFinal(error.cause)) throw error;
    const there = await askOnce(() => once(table, headKey(head.key))).catch(() => undefined);
    if (there && tokensOf(there).includes(tokens[0] ?? '')) return 'committed';
    throw error;
  }
  // A sending that was not answered may be why the next one failed: what is there tells.
  return isOurs(await get(table, headKey(head.key)), head, tokens) ? 'committed' : 'conflict';
}

function isOurs(there: Item | undefined, head: Head, [token = '']: readonly string[]): boolean {
  const kept = there ? tokensOf(there) : [];
  if (kept.includes(token)) return true;
  const since = Number(there?.['version']?.N ?? 0) - head.version;
  if (since < kept.length || since <= 0) return false;
  throw new Fault(
    'store-failed',
    `It is not known whether version ${head.version} of ${head.key} was ours: others followed.`,
  );
}

const tokensOf = (item: Item): readonly string[] => item[COMMIT]?.S?.split(' ') ?? [];
