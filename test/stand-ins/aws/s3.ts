/** S3 of the stand-in, over REST and XML: which operation a request is, and who may. */

import { type Buckets, createBuckets } from './buckets.ts';
import type { Dialect } from './dialect.ts';
import { AwsFault } from './fault.ts';
import type { S3Options } from './s3-call.ts';
import { deleteObject, getObject, putObject } from './s3-objects.ts';
import { listObjects, listVersions, lockConfiguration } from './s3-lists.ts';
import type { SignedRequest } from './signature.ts';
import { own } from './types.ts';
import { toXml } from './xml.ts';

const OPERATIONS = {
  PutObject: putObject,
  GetObject: getObject,
  DeleteObject: deleteObject,
  ListObjectVersions: listVersions,
  ListObjectsV2: listObjects,
  GetObjectLockConfiguration: lockConfiguration,
};

export function createS3(options: S3Options): Buckets & { readonly dialect: Dialect } {
  const buckets = createBuckets(options.now);
  return {
    ...buckets,
    dialect: {
      read(request) {
        const { bucket, key, query } = placeOf(request);
        const versionId = query.get('versionId');
        const params = {
          Bucket: bucket,
          ...(key && { Key: key }),
          ...(versionId && { versionId }),
        };
        return { action: actionOf(request), params };
      },
      run(asked) {
        const operation = own(OPERATIONS, asked.call.action);
        if (!operation) throw new AwsFault('NotImplemented', 'The stand-in does not know that.');
        const place = placeOf(asked.request);
        const answer = operation({ ...options, buckets, asked, ...place });
        const headers = { 'content-type': 'application/xml', 'x-amz-request-id': asked.requestId };
        return { ...answer, headers: { ...headers, ...answer.headers } };
      },
      refuse(fault, _call, requestId) {
        const { code, message, status } = inItsWords(fault);
        const error = { Code: code, Message: message, RequestId: requestId };
        const headers = { 'content-type': 'application/xml' };
        return { status, headers, body: toXml({ Error: error }) };
      },
    },
  };
}

/** `/bucket/a/key`: endpoints that are addresses have the bucket in the path. */
function placeOf({ path, query }: SignedRequest) {
  const [, bucket = '', ...rest] = path.split('/').map(decodeURIComponent);
  return { bucket, key: rest.join('/'), query: new URLSearchParams(query) };
}

function actionOf(request: SignedRequest): string {
  const { key, query } = placeOf(request);
  if (key)
    return { PUT: 'PutObject', GET: 'GetObject', DELETE: 'DeleteObject' }[request.method] ?? '';
  if (query.has('object-lock')) return 'GetObjectLockConfiguration';
  return query.has('versions') ? 'ListObjectVersions' : 'ListObjectsV2';
}

/** The same troubles have other names here. */
const NAMES: Readonly<Record<string, string>> = {
  Throttling: 'SlowDown',
  ServiceFailure: 'InternalError',
  InvalidClientTokenId: 'InvalidAccessKeyId',
};

const inItsWords = ({ code, message }: AwsFault) => new AwsFault(own(NAMES, code) ?? code, message);
