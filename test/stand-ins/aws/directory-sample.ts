/** An organisation with Identity Center: aiko and bruno, a group, and a permission set for both. */

import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { allow, createSample, OWNER_KEY, policy, type Sample } from './sample.ts';
import type { AwsStandIn, AwsStandInOptions } from './stand-in.ts';

export const SET = 'ProdDbOperator';
export const GROUP = 'prod-db';

export interface DirectorySample extends Sample {
  readonly store: IdentitystoreClient;
  readonly sso: SSOAdminClient;
  readonly ids: { readonly aiko: string; readonly bruno: string; readonly group: string };
  readonly set: string;
}

/** Rates are off: a clock that stands still would let twenty calls through for ever. */
export async function createDirectorySample(
  options: Partial<AwsStandInOptions> = {},
): Promise<DirectorySample> {
  const sample = await createSample(options);
  const { identityCenter } = sample.aws;
  identityCenter.knobs.ratesApply = false;
  if (!identityCenter.user('aiko')) furnish(sample.aws);
  const idOf = (user: string) => identityCenter.user(user)?.id ?? '';
  const group = identityCenter.group(GROUP)?.id ?? '';
  return {
    ...sample,
    store: storeOf(sample.aws),
    sso: ssoOf(sample.aws),
    ids: { aiko: idOf('aiko'), bruno: idOf('bruno'), group },
    set: identityCenter.permissionSet(SET)?.arn ?? '',
  };
}

function furnish({ identityCenter }: AwsStandIn): void {
  identityCenter.putGroup(GROUP, { description: 'On call for the database' });
  identityCenter.putUser('aiko', {
    displayName: 'Aiko Tanaka',
    emails: ['aiko@example.com', 'aiko.tanaka@example.com'],
    externalIds: [{ issuer: 'https://idp.example.com', id: '00u1' }],
  });
  identityCenter.putUser('bruno', { emails: ['bruno@example.com'] });
  identityCenter.putPermissionSet(SET, {
    description: 'Works on the database',
    sessionMinutes: 60,
    inline: policy(allow('rds:*', '*')),
  });
}

interface ClientOptions {
  readonly credentials?: typeof OWNER_KEY & { readonly sessionToken?: string };
  readonly region?: string;
}

const clientOptions = (aws: AwsStandIn, { credentials, region }: ClientOptions) => ({
  endpoint: aws.url,
  region: region ?? 'us-east-1',
  maxAttempts: 1,
  credentials: credentials ?? OWNER_KEY,
});
export const storeOf = (aws: AwsStandIn, options: ClientOptions = {}) =>
  new IdentitystoreClient(clientOptions(aws, options));
export const ssoOf = (aws: AwsStandIn, options: ClientOptions = {}) =>
  new SSOAdminClient(clientOptions(aws, options));
