/** A call that AWS makes to itself: it meets every fault a call on the wire would meet. */

import type { Answer, Dialect } from './dialect.ts';
import { AwsFault } from './fault.ts';
import type { Trouble } from './faults.ts';
import type { SignedRequest } from './signature.ts';
import type { AccessKey, CallRecord } from './types.ts';
import type { World } from './world.ts';

export interface Errand {
  readonly key: AccessKey;
  readonly region: string;
  readonly service: string;
  readonly action: string;
  /** The input of the operation as JSON. */
  readonly input: string;
}

export interface Errands {
  readonly world: World;
  readonly now: () => number;
  readonly dialectOf: (service: string) => Dialect;
  readonly calls: CallRecord[];
  readonly meet: (call: CallRecord) => Trouble;
}

/** Answers `ok`, or the code of the error. */
export function carryOut(errands: Errands, errand: Errand): string {
  const { call } = performed(errands, errand);
  return call.outcome;
}

/**
 * Answers what the call answers, for services that speak JSON.
 * @throws AwsFault
 */
export function answerTo(errands: Errands, errand: Errand): unknown {
  const { fault, answer } = performed(errands, errand);
  if (fault) throw fault;
  return JSON.parse(answer?.body || '{}') as unknown;
}

interface Performed {
  readonly call: CallRecord;
  readonly answer?: Answer;
  readonly fault?: AwsFault;
}

function performed({ world, now, dialectOf, calls, meet }: Errands, errand: Errand): Performed {
  const { key, service } = errand;
  const request = requestOf(errand);
  const dialect = dialectOf(service);
  const { action, params } = dialect.read(request);
  const principal =
    key.holder.kind === 'user'
      ? key.holder.name
      : `${key.holder.session.roleName}/${key.holder.session.sessionName}`;
  const call: CallRecord = {
    atMs: now(),
    account: key.account,
    principal,
    service,
    action,
    params,
    outcome: 'pending',
  };
  calls.push(call);
  const { wait, refuse, spoil } = meet(call);
  try {
    // Nobody waits inside AWS: what would be held up has failed this time.
    if (wait) throw new AwsFault('RequestTimeout', 'It took too long.');
    if (refuse) throw refuse;
    const requestId = world.ids.requestId();
    const isHeard = spoil !== 'lost-before';
    const answer = isHeard ? dialect.run({ request, call, params, key, requestId }) : undefined;
    call.outcome = spoil ?? 'ok';
    if (spoil) return { call, fault: new AwsFault('RequestTimeout', 'No answer came.') };
    return { call, ...(answer && { answer }) };
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    call.outcome = error.code;
    return { call, fault: error };
  }
}

function requestOf({ key, region, service, action, input }: Errand): SignedRequest {
  const scope = `20260101/${region}/${service}/aws4_request`;
  const authorization =
    `AWS4-HMAC-SHA256 Credential=${key.accessKeyId}/${scope}, ` +
    'SignedHeaders=host, Signature=00';
  const base = { method: 'POST', path: '/', query: '' };
  const agent = 'scheduler.amazonaws.com';
  const headers = { authorization, 'user-agent': agent, 'x-amz-target': `Errand.${action}` };
  if (service !== 'iam') return { ...base, headers, body: input };
  const fields = JSON.parse(input) as Readonly<Record<string, unknown>>;
  const texts = Object.entries(fields).map(([name, value]) => [name, String(value)]);
  const form = new URLSearchParams([['Action', action], ['Version', '2010-05-08'], ...texts]);
  return { ...base, headers, body: form.toString() };
}
