/** REST and JSON as EventBridge Scheduler speaks it: a path names what a call is about. */

import type { Dialect } from './dialect.ts';
import { AwsFault } from './fault.ts';
import { flatInput, json, NAMES, regionOf } from './json-dialect.ts';
import type { SchedulerCall } from './scheduler-call.ts';
import type { SignedRequest } from './signature.ts';
import type { Input } from './ssm-call.ts';
import { own } from './types.ts';

type Bare = Pick<SchedulerCall, 'asked' | 'input' | 'place'>;

export function createRestDialect(
  operations: Readonly<Record<string, (call: SchedulerCall) => object>>,
  furnish: (call: Bare) => SchedulerCall,
): Dialect {
  return {
    read: (request) => ({ action: actionOf(request), params: flatInput(inputOf(request)) }),
    run(asked) {
      const operation = own(operations, asked.call.action);
      if (!operation) throw new AwsFault('UnknownOperationException', 'There is no such call.');
      const place = { account: asked.key.account, region: regionOf(asked) };
      return json(200, operation(furnish({ asked, place, input: inputOf(asked.request) })), PLAIN);
    },
    refuse({ code, message }) {
      const type = own(NAMES, code) ?? code;
      const answer = json(own(STATUS, type) ?? 400, { Message: message }, PLAIN);
      return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': type } };
    },
  };
}

const VERBS: Readonly<Record<string, string>> = {
  POST: 'Create',
  PUT: 'Update',
  GET: 'Get',
  DELETE: 'Delete',
};

/** `DELETE /schedules/name`; without a name it is a list. */
function actionOf({ method, path }: SignedRequest): string {
  const [, kind = '', name = ''] = path.split('/');
  const noun = { schedules: 'Schedule', 'schedule-groups': 'ScheduleGroup' }[kind];
  if (noun === undefined) return `${method} ${path}`;
  return name === '' ? `List${noun}s` : `${VERBS[method] ?? method}${noun}`;
}

/** What stands in a query begins small where the body would begin big. */
function inputOf({ path, query, body }: SignedRequest): Input {
  const asked = [...new URLSearchParams(query)].map(([name, value]) => [
    name.charAt(0).toUpperCase() + name.slice(1),
    value,
  ]);
  const name = decodeURIComponent(path.split('/')[2] ?? '');
  return {
    ...(JSON.parse(body || '{}') as Input),
    ...(Object.fromEntries(asked) as Input),
    ...(name === '' ? {} : { Name: name }),
  };
}

const PLAIN = 'application/json';

const STATUS: Readonly<Record<string, number>> = {
  AccessDeniedException: 403,
  ConflictException: 409,
  ExpiredTokenException: 403,
  InternalServerException: 500,
  InvalidSignatureException: 403,
  ResourceNotFoundException: 404,
  ServiceQuotaExceededException: 402,
  ThrottlingException: 429,
  UnrecognizedClientException: 403,
};
