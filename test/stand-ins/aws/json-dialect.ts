/** JSON 1.1 as the services of a directory speak it: an input goes in, an output comes out. */

import type { Answer, Asked, Dialect } from './dialect.ts';
import { AwsFault } from './fault.ts';
import { credentialOf } from './signature.ts';
import type { Input } from './ssm-call.ts';
import { own } from './types.ts';

/** What every operation works with, of whichever service. */
export interface JsonCall {
  readonly asked: Asked;
  readonly input: Input;
  /** The Region that the call was signed for. */
  readonly region: string;
}

export interface JsonService {
  readonly operations: Readonly<Record<string, (call: JsonCall) => object>>;
  /** Called before an operation is. */
  readonly before: (call: JsonCall) => void;
  /** How this service names troubles that others name otherwise. */
  readonly names?: Readonly<Record<string, string>>;
}

export function createJsonDialect({ operations, before, names = {} }: JsonService): Dialect {
  return {
    read: readTarget,
    run(asked) {
      const { action } = asked.call;
      const operation = own(operations, action);
      if (!operation) throw new AwsFault('UnknownOperationException', `There is no ${action}.`);
      const region = regionOf(asked);
      const call = { asked, region, input: JSON.parse(asked.request.body || '{}') as Input };
      before(call);
      return json(200, operation(call));
    },
    refuse(fault) {
      const { code, message } = fault;
      const type = own(names, code) ?? own(NAMES, code) ?? code;
      const more = fault instanceof DetailedFault ? fault.more : {};
      const { status } = new AwsFault(type, message);
      return json(status, { __type: type, Message: message, ...more });
    },
  };
}

/** A fault that says more than its name and a message. */
export class DetailedFault extends AwsFault {
  readonly more: object;

  constructor(code: string, message: string, more: object) {
    super(code, message);
    this.more = more;
  }
}

export const regionOf = ({ request }: Pick<Asked, 'request'>) =>
  credentialOf(request)?.scope.split('/')[1] ?? '';

/** As calls are recorded: what is no text is told as JSON. */
export const flatInput = (input: Input) =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );

export const json = (
  status: number,
  body: object,
  type = 'application/x-amz-json-1.1',
): Answer => ({ status, headers: { 'content-type': type }, body: JSON.stringify(body) });

/** The action that a header names, and the call as it is recorded. */
export const readTarget: Dialect['read'] = ({ headers, body }) => ({
  action: (headers['x-amz-target'] ?? '').split('.')[1] ?? '',
  params: flatInput(JSON.parse(body || '{}') as Input),
});

/** The same troubles have other names where JSON is spoken. */
export const NAMES: Readonly<Record<string, string>> = {
  AccessDenied: 'AccessDeniedException',
  ConcurrentModification: 'ConflictException',
  ExpiredToken: 'ExpiredTokenException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  InvalidNextToken: 'ValidationException',
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  ServiceFailure: 'InternalServerException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  Throttling: 'ThrottlingException',
};
