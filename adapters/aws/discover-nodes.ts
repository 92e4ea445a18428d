/** Nodes by the tags that production often has, and the session documents there are for them. */

import type { NodeTag } from '../../src/catalog/target.ts';
import type { FoundNodes } from '../../src/ports/discovery.ts';
import { answered } from './iam-call.ts';
import { someAtOnce } from './some-at-once.ts';
import { type NodeFilter, nodePages } from './ssm-nodes.ts';
import type { Place } from './ssm-read.ts';

/** No list of AWS tells the tags of nodes, so those that are common are asked for. */
const KEYS = ['Env', 'Environment', 'Stage', 'Role', 'env', 'environment', 'stage', 'role'];
const VALUES = ['prod', 'production', 'Prod', 'Production', 'bastion'];
const AT_ONCE = 3;

export async function readNodeTags(place: Place): Promise<readonly FoundNodes[]> {
  const keys = await someAtOnce(KEYS, AT_ONCE, async (tagKey) =>
    (await firstOf(place, { tagKey })) > 0 ? [tagKey] : [],
  );
  const tags = keys.flat().flatMap((key) => VALUES.map((value): NodeTag => ({ key, value })));
  const found = await someAtOnce(tags, AT_ONCE, async (tag) => {
    return { tag, atLeast: await firstOf(place, { tag }) };
  });
  return found.filter(({ atLeast }) => atLeast > 0);
}

/** How many are on the first page that has any: AWS looks through all nodes, page by page. */
async function firstOf(place: Place, by: NodeFilter): Promise<number> {
  let pages = 0;
  for await (const { length } of nodePages(place, by)) {
    pages += 1;
    if (length > 0 || pages === MOST_PAGES) return length;
  }
  return 0;
}

/** The bot may read no others. */
export async function readDocuments(place: Place): Promise<readonly string[]> {
  const { clients, account, region, signal } = place;
  const [ssm, client] = await Promise.all([clients.ssmSdk(), clients.ssm(account, region)]);
  const names: string[] = [];
  let next: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const command = new ssm.ListDocumentsCommand({
      Filters: [
        { Key: 'Owner', Values: ['Self'] },
        { Key: 'DocumentType', Values: ['Session'] },
      ],
      MaxResults: 50,
      ...(next ? { NextToken: next } : {}),
    });
    const page = await answered('ssm:ListDocuments', () =>
      client.send(command, { abortSignal: signal }),
    );
    names.push(...(page.DocumentIdentifiers ?? []).map(({ Name = '' }) => Name));
    next = page.NextToken;
    if (!next) break;
  }
  return names.filter((name) => name.startsWith('ProdAccess-')).toSorted();
}

const MOST_PAGES = 20;
