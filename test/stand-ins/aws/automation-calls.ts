/** The calls an execution makes to other services: judged like anybody's, as its role. */

import type { Execution } from './automation-types.ts';
import { AwsFault } from './fault.ts';
import type { Params } from './params.ts';
import type { Json } from './runbook.ts';
import { textOf } from './runbook-values.ts';
import type { Service } from './service.ts';

type Who = Pick<Execution, 'account' | 'region' | 'key'>;

/** @throws AwsFault */
export type CallSsm = (who: Who, action: string, input: Json) => object;

/** @throws AwsFault */
export type CallOther = (who: Who, service: string, action: string, input: Json) => unknown;

const OTHERS = ['identitystore', 'sso'];

export function createCalls(iam: Service, ssm: CallSsm, other: CallOther) {
  return (execution: Execution, service: string, api: string, inputs: Json): unknown => {
    const action = pascal(api);
    if (service === 'ssm') return ssm(execution, action, inputs);
    if (service === 'iam') return plain('', iam('iam', action, form(inputs), execution.key) ?? {});
    const named = service === 'sso-admin' ? 'sso' : service;
    if (OTHERS.includes(named)) return other(execution, named, action, inputs);
    throw new AwsFault('UnknownServiceError', `The stand-in does not know the service ${service}`);
  };
}

/** Both spellings of an API are taken: `PutUserPolicy` and `put_user_policy`. */
const pascal = (api: string) =>
  /^[A-Z]/.test(api)
    ? api
    : api.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** As the query protocol writes it: lists as members, maps by their keys. */
function form(inputs: Json): Params {
  return Object.fromEntries(Object.entries(inputs).flatMap(([name, value]) => fields(name, value)));
}

function fields(name: string, value: unknown): [string, string][] {
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => fields(`${name}.member.${index + 1}`, one));
  }
  if (typeof value !== 'object' || value === null) return [[name, textOf(value)]];
  // A policy may be written as a map; every other map is a structure.
  if (name.endsWith('Document')) return [[name, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, one]) => fields(`${name}.${key}`, one));
}

/** As an SDK hands it out: dates as text, policy documents decoded. */
function plain(name: string, value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((one) => plain('', one));
  if (typeof value === 'string' && name.endsWith('Document')) {
    return JSON.parse(decodeURIComponent(value)) as unknown;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, plain(key, one)]);
  return Object.fromEntries(entries);
}
