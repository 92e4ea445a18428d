/** A call that AWS makes to itself: it meets every fault a call on the wire would meet. */

import type { Dialect } from './dialect.ts';
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

/** Answers what the service answers, in JSON; a step of a runbook asks like this. */
export function answerTo({ world, now, dialectOf, calls }: Errands, errand: Errand): unknown {
  const { key, service } = errand;
  const request = requestOf(errand);
  const dialect = dialectOf(service);
  const { action, params } = dialect.read(request);
  const principal = key.holder.kind === 'role' ? key.holder.session.roleName : key.holder.name;
  const about = { atMs: now(), account: key.account, principal, service, action, params };
  const call: CallRecord = { ...about, outcome: 'ok' };
  calls.push(call);
  const requestId = world.ids.requestId();
  return JSON.parse(dialect.run({ request, call, params, key, requestId }).body);
}

/** Answers `ok`, or the code of the error. */
export function carryOut({ world, now, dialectOf, calls, meet }: Errands, errand: Errand): string {
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
    if (spoil !== 'lost-before') {
      dialect.run({ request, call, params, key, requestId: world.ids.requestId() });
    }
    call.outcome = spoil ?? 'ok';
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    call.outcome = error.code;
  }
  return call.outcome;
}

function requestOf({ key, region, service, action, input }: Errand): SignedRequest {
  const scope = `20260101/${region}/${service}/aws4_request`;
  const authorization =
    // Sessions of AWS's own have keys that nobody is told.
    `AWS4-HMAC-SHA256 Credential=${key.accessKeyId || 'ASIA'}/${scope}, ` +
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
