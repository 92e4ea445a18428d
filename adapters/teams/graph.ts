/** Microsoft Graph, for one thing: who is in a group. Only where a group of Entra is configured. */

import { isWire, partsOf, type Wire, word } from './wire.ts';
import { GRAPH_SCOPE } from './addresses.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Token } from './token.ts';

export interface Graph {
  /** Object ids of all people in the group, and in the groups that are in it. */
  members(group: string): Promise<readonly string[]>;
}

export function createGraph(base: string, token: Token): Graph {
  async function get(url: string): Promise<Wire> {
    const response = await answered(url, await token(GRAPH_SCOPE));
    if (response.ok) return pageIn(response);
    if (response.status === 401) token.forget(GRAPH_SCOPE);
    const why =
      response.status === 403
        ? 'the app needs GroupMember.Read.All, granted by an administrator'
        : `it answers ${response.status}`;
    throw silent(`Microsoft Graph would not say who is in the group: ${why}.`);
  }

  return {
    async members(group) {
      const ids: string[] = [];
      // Everybody and everything in it: to ask for people alone is answered from an index that is
      // behind, and who has left the group must not count any more.
      let next = `${base}/groups/${group}/transitiveMembers?$select=id&$top=999`;
      for (let page = 0; next !== '' && page < MOST_PAGES; page += 1) {
        const body = await get(next);
        const people = partsOf(body, 'value').filter(isPerson);
        ids.push(...people.map((one) => word(one, 'id').toLowerCase()));
        const after = word(body, '@odata.nextLink');
        // Our token goes to Graph and nowhere else.
        if (after !== '' && !after.startsWith(`${base}/`)) throw silent('Graph leads elsewhere.');
        next = after;
      }
      if (next !== '') throw silent('The group is larger than is read here.');
      return ids;
    },
  };
}

async function answered(url: string, token: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}` };
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return await fetch(url, { headers, redirect: 'error', signal });
  } catch (cause) {
    throw silent('Microsoft Graph does not answer.', cause);
  }
}

/** Half an answer, or one without a list, is none: nobody would be in the group. */
async function pageIn(response: Response): Promise<Wire> {
  const body: unknown = await response.json().catch((cause: unknown) => {
    throw silent('Microsoft Graph did not answer to the end.', cause);
  });
  if (isWire(body) && Array.isArray(body['value'])) return body;
  throw silent('Microsoft Graph answered something else.');
}

const isPerson = (one: Wire): boolean => word(one, '@odata.type') === '#microsoft.graph.user';

const silent = (message: string, cause?: unknown) =>
  new Fault('directory-unreachable', message, cause === undefined ? {} : { cause });

const PATIENCE_MS = 10_000;
const MOST_PAGES = 50;
