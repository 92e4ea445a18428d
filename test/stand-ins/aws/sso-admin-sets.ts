/** SSO Admin's operations on its instance and on permission sets. */

import type { CenterCall } from './center-call.ts';
import { INSTANCE, INSTANCE_ID, type PermissionSet, STORE } from './center-types.ts';
import { tagFacts } from './caller.ts';
import { AwsFault } from './fault.ts';
import { pageOf } from './identity-store-people.ts';
import { requiredText, seconds } from './ssm-call.ts';
import { own } from './types.ts';

export const missing = (what: string) =>
  new AwsFault('ResourceNotFoundException', `${what} does not exist.`);

/** Asks for the action on the instance, and on what else it touches. */
export function requireInstance(call: CenterCall, ...resources: readonly string[]): void {
  const { asked, requireDelegated, knobs, region } = call;
  const instance = requiredText(call.input, 'InstanceArn');
  const sets = resources.flatMap((arn) => own(call.history.current().permissionSets, arn) ?? []);
  requireDelegated(asked.key, {
    action: `sso:${asked.call.action}`,
    resources: [instance, ...resources],
    facts: {
      'sso:PrimaryRegion': knobs.region,
      ...tagFacts(
        'aws:ResourceTag',
        sets.flatMap(({ tags }) => tags),
      ),
    },
  });
  if (instance !== INSTANCE || region !== knobs.region) throw missing(instance);
}

export function setOf({ history }: CenterCall, arn: string): PermissionSet {
  const set = own(history.current().permissionSets, arn);
  if (!set) throw missing(`PermissionSet ${arn}`);
  return set;
}

export function listInstances(call: CenterCall): object {
  const { asked, requireDelegated, knobs, region } = call;
  requireDelegated(asked.key, { action: 'sso:ListInstances', resources: ['*'] });
  return { Instances: region === knobs.region ? [instanceOf(call)] : [] };
}

const instanceOf = ({ knobs, org }: CenterCall) => ({
  InstanceArn: INSTANCE,
  IdentityStoreId: STORE,
  OwnerAccountId: org().management,
  Name: INSTANCE_ID,
  Status: 'ACTIVE',
  PrimaryRegion: knobs.region,
});

export function describeInstance(call: CenterCall): object {
  requireInstance(call);
  const { key } = call.knobs;
  const of = key
    ? { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: key }
    : { KeyType: 'AWS_OWNED_KMS_KEY' };
  const EncryptionConfigurationDetails = { ...of, EncryptionStatus: 'ENABLED' };
  return { ...instanceOf(call), EncryptionConfigurationDetails };
}

export function listPermissionSets(call: CenterCall): object {
  requireInstance(call);
  const arns = Object.keys(call.seen().permissionSets).toSorted();
  const { items, ...token } = pageOf(call, arns, (arn) => arn);
  return { PermissionSets: items, ...token };
}

export function describePermissionSet(call: CenterCall): object {
  const arn = requiredText(call.input, 'PermissionSetArn');
  requireInstance(call, arn);
  const { name, description, sessionMinutes, atMs } = setOf(call, arn);
  const PermissionSet = {
    Name: name,
    PermissionSetArn: arn,
    Description: description,
    CreatedDate: seconds(atMs),
    SessionDuration: isoDuration(sessionMinutes),
  };
  return { PermissionSet };
}

/** An empty text where there is none. */
export function inlinePolicyOf(call: CenterCall): object {
  const arn = requiredText(call.input, 'PermissionSetArn');
  requireInstance(call, arn);
  return { InlinePolicy: setOf(call, arn).inline ?? '' };
}

export function managedPoliciesOf(call: CenterCall): object {
  const arn = requiredText(call.input, 'PermissionSetArn');
  requireInstance(call, arn);
  const { items, ...token } = pageOf(call, setOf(call, arn).attached, (one) => one);
  const AttachedManagedPolicies = items.map((Arn) => ({ Arn, Name: Arn.split('/').at(-1) }));
  return { AttachedManagedPolicies, ...token };
}

export function customerPoliciesOf(call: CenterCall): object {
  const arn = requiredText(call.input, 'PermissionSetArn');
  requireInstance(call, arn);
  const { items, ...token } = pageOf(call, setOf(call, arn).customer ?? [], (one) => one);
  const CustomerManagedPolicyReferences = items.map((Name) => ({ Name, Path: '/' }));
  return { CustomerManagedPolicyReferences, ...token };
}

/** `PT1H30M`. */
const isoDuration = (minutes: number) => {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `PT${hours === 0 ? '' : `${hours}H`}${rest === 0 ? '' : `${rest}M`}`;
};
