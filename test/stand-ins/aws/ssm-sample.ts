/** A Region with machines and documents in it, and aiko, who may reach the database's nodes. */

import { type SSMClientConfig, SSMClient } from '@aws-sdk/client-ssm';
import { allow, createSample, HOME, OWNER_KEY, policy, type Sample } from './sample.ts';
import type { AwsStandIn } from './stand-in.ts';

export const REGION = 'eu-central-1';
export const DB = 'i-0db00000000000001';
export const WEB = 'i-0eb00000000000001';
export const LOST = 'i-0db00000000000009';
export const MACHINE = 'mi-0db00000000000001';
export const SHELL = 'ProdAccess-Shell-60m';
export const TUNNEL = 'ProdAccess-Tunnel';
export const AIKO_KEY = { accessKeyId: 'AKIAAIKO', secretAccessKey: 'aiko-secret' };

export const INSTANCES = `arn:aws:ec2:*:${HOME}:instance/*`;
export const documentArn = (name: string, account = HOME) =>
  `arn:aws:ssm:*:${account}:document/${name}`;
export const OF_DB = { StringEquals: { 'ssm:resourceTag/app': 'db' } };
export const CHECKED = { BoolIfExists: { 'ssm:SessionDocumentAccessCheck': 'true' } };

export const shell = (maxSessionDuration: string, idleSessionTimeout = '20') => ({
  schemaVersion: '1.0',
  sessionType: 'Standard_Stream',
  inputs: { maxSessionDuration, idleSessionTimeout },
});

export const tunnel = {
  schemaVersion: '1.0',
  sessionType: 'Port',
  properties: { type: 'LocalPortForwarding', host: 'db.internal', portNumber: '5432' },
};

export interface SsmSample extends Sample {
  readonly ssm: SSMClient;
  readonly aiko: SSMClient;
}

/** Rates are off: a clock that stands still would let three sessions start for ever. */
export async function createSsmSample(persistPath?: string): Promise<SsmSample> {
  const sample = await createSample(persistPath === undefined ? {} : { persistPath });
  sample.aws.ssm.knobs.ratesApply = false;
  const region = sample.aws.ssm.region(HOME, REGION);
  if (!region.node(DB)) furnish(sample.aws);
  return { ...sample, ssm: ssmOf(sample.aws), aiko: ssmOf(sample.aws, AIKO_KEY) };
}

function furnish(aws: AwsStandIn): void {
  const region = aws.ssm.region(HOME, REGION);
  region.putNode(DB, { name: 'db-1', tags: { app: 'db', env: 'prod' } });
  region.putNode(LOST, { tags: { app: 'db' }, ping: 'ConnectionLost' });
  region.putNode(WEB, { name: 'web-1', tags: { app: 'web' } });
  region.putNode(MACHINE, { name: 'rack-1', tags: { app: 'db' } });
  region.putDocument(SHELL, shell('60'));
  region.putDocument(TUNNEL, tunnel);
  const home = aws.account(HOME);
  home.createKey({ ...AIKO_KEY, user: 'aiko' });
  home.putPolicy('users', 'aiko', 'db', standing());
  aws.settle();
}

/** What a grant of nodes is made of: nodes by tag, documents by name. */
export const standing = (nodes: object = CHECKED) =>
  policy(
    allow('ssm:StartSession', INSTANCES, { ...OF_DB, ...nodes }),
    allow('ssm:StartSession', [documentArn(SHELL), documentArn(TUNNEL)]),
  );

export const ssmOf = (
  aws: AwsStandIn,
  credentials: SSMClientConfig['credentials'] = OWNER_KEY,
  region = REGION,
) => new SSMClient({ endpoint: aws.url, region, maxAttempts: 1, credentials });
