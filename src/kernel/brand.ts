/** The ids of this house, branded so that one is never handed in for another. */

export type Brand<T, Name extends string> = T & { readonly __brand: Name };

/** `PA-7K3M2`: one ask, and the grant that may follow from it. */
export type RequestId = Brand<string, 'RequestId'>;
/** `slack:T0123:U0456`: platform, tenant and id of an account in a chat. */
export type PersonKey = Brand<string, 'PersonKey'>;
/** `111122223333:AIDA…`: account and unique id of what AWS calls a principal. */
export type PrincipalKey = Brand<string, 'PrincipalKey'>;
/** One drawing of one card: `<request>.<random>`. A button carries this and nothing else. */
export type DrawingId = Brand<string, 'DrawingId'>;

export const requestId = (text: string): RequestId => text as RequestId;
export const personKey = (platform: string, tenant: string, id: string): PersonKey =>
  `${platform}:${tenant}:${id}` as PersonKey;
export const principalKey = (account: string, uniqueId: string): PrincipalKey =>
  `${account}:${uniqueId}` as PrincipalKey;

/** Of which chat a channel is: Slack begins its ids with a letter, Teams with their kind, `19:`. */
export const chatOf = (channel: string): 'slack' | 'teams' =>
  channel.startsWith('19:') ? 'teams' : 'slack';

const REQUEST_ID = /^PA-[0-9A-HJKMNP-TV-Z]{4,8}$/;

/** A request id as people type it, in any case; undefined when it cannot be one. */
export function readRequestId(text: string): RequestId | undefined {
  const upper = text.trim().toUpperCase();
  return REQUEST_ID.test(upper) ? (upper as RequestId) : undefined;
}

/** The request a drawing belongs to; undefined when the text is not the id of a drawing. */
export function requestOfDrawing(drawing: string): RequestId | undefined {
  const [head, tail, ...rest] = drawing.split('.');
  const isOne = rest.length === 0 && tail !== undefined && /^[0-9a-f]{32}$/.test(tail);
  return head && isOne ? readRequestId(head) : undefined;
}
