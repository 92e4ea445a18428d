/** The errors AWS answers, by code: HTTP status and whose fault it is. */

const STATUS: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  ConcurrentModification: 409,
  DeleteConflict: 409,
  EntityAlreadyExists: 409,
  ExpiredToken: 403,
  InternalError: 500,
  InternalServerError: 500,
  InternalServerException: 500,
  InvalidAccessKeyId: 403,
  InvalidClientTokenId: 403,
  KMSInternalException: 500,
  LimitExceeded: 409,
  MissingAuthenticationToken: 403,
  NoSuchBucket: 404,
  NoSuchEntity: 404,
  NoSuchKey: 404,
  NoSuchVersion: 404,
  ObjectLockConfigurationNotFoundError: 404,
  PreconditionFailed: 412,
  ServiceException: 500,
  ServiceFailure: 500,
  SignatureDoesNotMatch: 403,
  SlowDown: 503,
};

export class AwsFault extends Error {
  override readonly name = 'AwsFault';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
    this.status = STATUS[code] ?? 400;
  }
}

export const noSuchEntity = (kind: string, name: string) =>
  new AwsFault('NoSuchEntity', `The ${kind} with name ${name} cannot be found.`);

export const accessDenied = (principal: string, action: string, resource: string, why = '') =>
  new AwsFault(
    'AccessDenied',
    `User: ${principal} is not authorized to perform: ${action} on resource: ${resource}${why}`,
  );

export const throttled = () => new AwsFault('Throttling', 'Rate exceeded');

export const serviceFailure = () =>
  new AwsFault('ServiceFailure', 'The request processing has failed because of an unknown error.');
