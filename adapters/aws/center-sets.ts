/** Permission sets: what they are called, how long their sessions may last, what they allow. */

import { type DurationMs, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { adminOf, type CenterCaller } from './center-call.ts';
import { ifDenied } from './faults.ts';
import { pagesOf } from './pages.ts';
import { answered, orMissing } from './iam-call.ts';

export interface PermissionSet {
  readonly name: string;
  /** How long a session of it may last, whatever happens to the assignment. */
  readonly sessionMs: DurationMs;
}

export async function permissionSet(
  caller: CenterCaller,
  PermissionSetArn: string,
): Promise<PermissionSet | undefined> {
  const [sdk, client] = await adminOf(caller);
  const asked = { InstanceArn: caller.center.instance, PermissionSetArn };
  const found = await orMissing('sso:DescribePermissionSet', () =>
    client.send(new sdk.DescribePermissionSetCommand(asked), { abortSignal: caller.signal }),
  );
  const { Name = '', SessionDuration = 'PT1H' } = found?.PermissionSet ?? {};
  return found?.PermissionSet && { name: Name, sessionMs: spanOf(SessionDuration) };
}

/** Of `PT8H30M`; as long as a session can be where it says nothing that is understood. */
function spanOf(iso: string): DurationMs {
  const [, hours = 0, minutes = 0, seconds = 0] =
    /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(iso)?.map(Number) ?? [];
  const ms = (hours || 0) * 60 * MINUTE + (minutes || 0) * MINUTE + (seconds || 0) * SECOND;
  return ms > 0 ? ms : 12 * 60 * MINUTE;
}

/**
 * The policies of a permission set that can be read from here: its own, and those of AWS. Of those
 * that customers manage only the names are here: each account has one of its own by that name.
 */
export async function policiesOf(caller: CenterCaller, PermissionSetArn: string) {
  const [sdk, client] = await adminOf(caller);
  const asked = { InstanceArn: caller.center.instance, PermissionSetArn };
  const options = { abortSignal: caller.signal };
  const inline = await answered('sso:GetInlinePolicyForPermissionSet', () =>
    client.send(new sdk.GetInlinePolicyForPermissionSetCommand(asked), options),
  );
  const managed = await pagesOf(
    'sso:ListManagedPoliciesInPermissionSet',
    (next) =>
      client.send(
        new sdk.ListManagedPoliciesInPermissionSetCommand({ ...asked, ...next }),
        options,
      ),
    (page) => page.AttachedManagedPolicies,
  );
  return {
    isWhole: !(await hasOthers(caller, PermissionSetArn)),
    inline: inline.InlinePolicy ? (JSON.parse(inline.InlinePolicy) as unknown) : undefined,
    managed: managed.flatMap(({ Arn }) => (Arn ? [Arn] : [])),
  };
}

/** One that we may not ask about may have some. */
async function hasOthers(caller: CenterCaller, PermissionSetArn: string): Promise<boolean> {
  const [sdk, client] = await adminOf(caller);
  const asked = { InstanceArn: caller.center.instance, PermissionSetArn };
  const found = await pagesOf(
    'sso:ListCustomerManagedPolicyReferencesInPermissionSet',
    (next) =>
      client.send(
        new sdk.ListCustomerManagedPolicyReferencesInPermissionSetCommand({ ...asked, ...next }),
        { abortSignal: caller.signal },
      ),
    (page) => page.CustomerManagedPolicyReferences,
  ).catch((error: unknown) => ifDenied(error, undefined));
  return found === undefined || found.length > 0;
}
