/** Objects of S3: put if absent and locked, got by version, hidden by a marker or deleted. */

import { createHash } from 'node:crypto';
import { invalid, type Lock } from './buckets.ts';
import type { ContextFacts } from './context.ts';
import type { Answer } from './dialect.ts';
import { AwsFault } from './fault.ts';
import type { S3Call } from './s3-call.ts';

export function putObject(call: S3Call): Answer {
  const { asked, buckets, bucket, key } = call;
  const { headers, body } = asked.request;
  require(call, 's3:PutObject', { 's3:if-none-match': headers['if-none-match'] });
  const lock = lockOf(call);
  const sum = headers['x-amz-checksum-sha256'];
  if (sum !== undefined && sum !== sumOf(body)) {
    throw new AwsFault('BadDigest', 'The SHA256 you specified did not match the payload.');
  }
  const [current] = buckets.versions(bucket, key);
  if (headers['if-none-match'] === '*' && current?.body !== undefined) {
    const words = 'At least one of the pre-conditions you specified did not hold';
    throw new AwsFault('PreconditionFailed', words);
  }
  const { id } = buckets.put(bucket, key, body, lock);
  return { status: 200, headers: { etag: etagOf(body), ...versionHeader(id) }, body: '' };
}

export function getObject(call: S3Call): Answer {
  const { buckets, bucket, key, query } = call;
  const id = query.get('versionId');
  require(call, id === null ? 's3:GetObject' : 's3:GetObjectVersion');
  const versions = buckets.versions(bucket, key);
  const found = id === null ? versions[0] : versions.find((one) => one.id === id);
  if (found?.body === undefined) {
    // Who may not list is not told what is there.
    if (id === null) requireOf(call, `arn:aws:s3:::${bucket}`, 's3:ListBucket');
    const code = id === null ? 'NoSuchKey' : 'NoSuchVersion';
    throw new AwsFault(code, 'The specified key or version does not exist.');
  }
  const { body, lock, id: versionId } = found;
  const headers = {
    'content-type': 'application/json',
    etag: etagOf(body),
    'x-amz-checksum-sha256': sumOf(body),
    ...versionHeader(versionId),
    ...(lock && {
      'x-amz-object-lock-mode': lock.mode,
      'x-amz-object-lock-retain-until-date': new Date(lock.untilMs).toISOString(),
    }),
  };
  return { status: 200, headers, body };
}

/** Without a version it deletes nothing: it lays a marker over what is there. */
export function deleteObject(call: S3Call): Answer {
  const { buckets, bucket, key, query, asked } = call;
  const id = query.get('versionId');
  require(call, id === null ? 's3:DeleteObject' : 's3:DeleteObjectVersion');
  if (id === null) {
    const marker = buckets.put(bucket, key, undefined);
    const headers = { 'x-amz-delete-marker': 'true', ...versionHeader(marker.id) };
    return { status: 204, headers, body: '' };
  }
  const wantsBypass = asked.request.headers['x-amz-bypass-governance-retention'] === 'true';
  if (wantsBypass) require(call, 's3:BypassGovernanceRetention');
  buckets.deleteVersion(bucket, key, id, wantsBypass);
  return { status: 204, headers: versionHeader(id), body: '' };
}

function require(call: S3Call, action: string, facts: ContextFacts = {}): void {
  requireOf(call, `arn:aws:s3:::${call.bucket}/${call.key}`, action, facts);
}

function requireOf(call: S3Call, resource: string, action: string, facts: ContextFacts = {}) {
  const { requireAllowed, asked, buckets, bucket } = call;
  const { account } = buckets.bucket(bucket);
  requireAllowed(asked.key, { action, resource, owner: account, facts });
}

function lockOf(call: S3Call): Lock | undefined {
  const { headers } = call.asked.request;
  const mode = headers['x-amz-object-lock-mode'];
  const until = headers['x-amz-object-lock-retain-until-date'];
  if (mode === undefined && until === undefined) return undefined;
  require(call, 's3:PutObjectRetention');
  if (mode !== 'COMPLIANCE' && mode !== 'GOVERNANCE') {
    throw new AwsFault('InvalidArgument', 'Unknown wormMode directive.');
  }
  const untilMs = Date.parse(until ?? '');
  if (Number.isNaN(untilMs) || untilMs <= call.now()) {
    throw new AwsFault('InvalidArgument', 'The retain until date must be in the future!');
  }
  const hasSum = Object.keys(headers).some(
    (name) => name === 'content-md5' || name.startsWith('x-amz-checksum-'),
  );
  if (hasSum) return { mode, untilMs };
  throw invalid(
    'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object ' +
      'Lock parameters',
  );
}

const NO_HEADER: Readonly<Record<string, string>> = {};
const versionHeader = (id: string) => (id === 'null' ? NO_HEADER : { 'x-amz-version-id': id });
const sumOf = (body: string) => createHash('sha256').update(body).digest('base64');
export const etagOf = (body: string) => `"${createHash('md5').update(body).digest('hex')}"`;
