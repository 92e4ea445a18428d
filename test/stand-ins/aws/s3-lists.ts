/** What S3 says of a bucket: the objects in it, all their versions, and whether it locks them. */

import type { Version } from './buckets.ts';
import type { Answer } from './dialect.ts';
import { AwsFault } from './fault.ts';
import type { S3Call } from './s3-call.ts';
import { etagOf } from './s3-objects.ts';
import { toXml, type XmlTree } from './xml.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

export function listObjects(call: S3Call): Answer {
  requireOfBucket(call, 's3:ListBucket');
  const newest = versionsOf(call).filter(
    ({ key, id }) => call.buckets.versions(call.bucket, key)[0]?.id === id,
  );
  const there = newest.filter(({ body }) => body !== undefined);
  const from = there.findIndex(({ key }) => key > (call.query.get('continuation-token') ?? ''));
  const page = from === -1 ? [] : there.slice(from, from + call.pageSize);
  const isTruncated = from !== -1 && from + page.length < there.length;
  const NextContinuationToken = isTruncated ? page.at(-1)?.key : undefined;
  const facts = { Name: call.bucket, KeyCount: page.length, IsTruncated: isTruncated };
  const items = page.map((one) => toXml({ Contents: factsOf(one) }));
  return xml('ListBucketResult', { ...facts, NextContinuationToken }, items);
}

/** By key, and of each the newest version first. */
export function listVersions(call: S3Call): Answer {
  requireOfBucket(call, 's3:ListBucketVersions');
  const all = versionsOf(call);
  const [key, id] = [call.query.get('key-marker'), call.query.get('version-id-marker')];
  const from = key === null ? 0 : all.findIndex((one) => one.key === key && one.id === id) + 1;
  const page = all.slice(from, from + call.pageSize);
  const isTruncated = from + page.length < all.length;
  const last = isTruncated ? page.at(-1) : undefined;
  const facts = {
    Name: call.bucket,
    IsTruncated: isTruncated,
    NextKeyMarker: last?.key,
    NextVersionIdMarker: last?.id,
  };
  const items = page.map((one) =>
    toXml({ [one.body === undefined ? 'DeleteMarker' : 'Version']: versionFacts(call, one) }),
  );
  return xml('ListVersionsResult', facts, items);
}

export function lockConfiguration(call: S3Call): Answer {
  requireOfBucket(call, 's3:GetBucketObjectLockConfiguration');
  if (call.buckets.bucket(call.bucket).hasLock) {
    return xml('ObjectLockConfiguration', { ObjectLockEnabled: 'Enabled' }, []);
  }
  throw new AwsFault(
    'ObjectLockConfigurationNotFoundError',
    'Object Lock configuration does not exist for this bucket',
  );
}

function requireOfBucket(call: S3Call, action: string): void {
  const { account } = call.buckets.bucket(call.bucket);
  const resource = `arn:aws:s3:::${call.bucket}`;
  call.requireAllowed(call.asked.key, { action, resource, owner: account });
}

function versionsOf({ buckets, bucket, query }: S3Call): readonly Version[] {
  const prefix = query.get('prefix') ?? '';
  const keys = [...buckets.bucket(bucket).objects.keys()].filter((key) => key.startsWith(prefix));
  return keys.sort().flatMap((key) => buckets.versions(bucket, key));
}

function versionFacts({ buckets, bucket }: S3Call, version: Version): XmlTree {
  const IsLatest = buckets.versions(bucket, version.key)[0]?.id === version.id;
  return { ...factsOf(version), VersionId: version.id, IsLatest };
}

const factsOf = ({ key, atMs, body }: Version): XmlTree => ({
  Key: key,
  LastModified: new Date(atMs),
  ETag: body === undefined ? undefined : etagOf(body),
  Size: body === undefined ? undefined : Buffer.byteLength(body),
});

const xml = (root: string, facts: XmlTree, items: readonly string[]): Answer => ({
  status: 200,
  body: `<${root} xmlns="${NAMESPACE}">${toXml(facts)}${items.join('')}</${root}>`,
});
