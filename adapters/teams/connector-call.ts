/** What is asked of the Connector, and how each of it stands on the wire. */

/** Ids of conversations are as Teams gives them. */
export type Call =
  | { readonly do: 'create'; readonly parameters: object }
  | { readonly do: 'send'; readonly conversation: string; readonly activity: object }
  | {
      readonly do: 'update';
      readonly conversation: string;
      readonly id: string;
      readonly activity: object;
    }
  | { readonly do: 'member'; readonly conversation: string; readonly id: string }
  /** A page of everybody, from where the last one ended. */
  | { readonly do: 'members'; readonly conversation: string; readonly after: string };

export interface Sent {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly body?: object;
}

export function sentFor(serviceUrl: string, what: Call): Sent {
  const base = `${serviceUrl.replace(/\/$/, '')}/v3/conversations`;
  switch (what.do) {
    case 'create':
      return { method: 'POST', url: base, body: what.parameters };
    case 'send':
      return { method: 'POST', url: at(base, what, 'activities'), body: what.activity };
    case 'update':
      return { method: 'PUT', url: at(base, what, 'activities', what.id), body: what.activity };
    case 'member':
      return { method: 'GET', url: at(base, what, 'members', what.id) };
    case 'members':
      return { method: 'GET', url: `${at(base, what, 'pagedmembers')}?${pageOf(what.after)}` };
  }
}

/** As many as the service gives at once. */
const PAGE = '200';

const pageOf = (after: string): string =>
  new URLSearchParams({
    pageSize: PAGE,
    ...(after === '' ? {} : { continuationToken: after }),
  }).toString();

const at = (
  base: string,
  { conversation }: { readonly conversation: string },
  ...rest: readonly string[]
): string => `${base}/${[conversation, ...rest].map(encodeURIComponent).join('/')}`;
