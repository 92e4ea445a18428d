/** SSO Admin of the stand-in, over JSON 1.1: which operation a request is, and how often. */

import type { Assigning } from './center-assigning.ts';
import type { CenterReach } from './center-call.ts';
import { createPermissionSet, deletePermissionSet } from './center-creation.ts';
import type { Dialect } from './dialect.ts';
import { onReach } from './identity-store.ts';
import { createJsonDialect } from './json-dialect.ts';
import {
  changeAssignment,
  describeStatus,
  listAccountAssignments,
  listCreations,
  listForPrincipal,
} from './sso-admin-assignments.ts';
import {
  customerPoliciesOf,
  describeInstance,
  describePermissionSet,
  inlinePolicyOf,
  listInstances,
  listPermissionSets,
  managedPoliciesOf,
} from './sso-admin-sets.ts';
import { createTokenBuckets } from './token-bucket.ts';

export function createSsoAdmin(reach: CenterReach, assigning: Assigning): Dialect {
  const buckets = createTokenBuckets(reach.agenda.now);
  return createJsonDialect({
    operations: onReach(reach, 'sso', {
      ListInstances: listInstances,
      DescribeInstance: describeInstance,
      ListPermissionSets: listPermissionSets,
      DescribePermissionSet: describePermissionSet,
      CreatePermissionSet: createPermissionSet,
      DeletePermissionSet: deletePermissionSet,
      GetInlinePolicyForPermissionSet: inlinePolicyOf,
      ListManagedPoliciesInPermissionSet: managedPoliciesOf,
      ListCustomerManagedPolicyReferencesInPermissionSet: customerPoliciesOf,
      CreateAccountAssignment: changeAssignment(assigning, 'create'),
      DeleteAccountAssignment: changeAssignment(assigning, 'delete'),
      DescribeAccountAssignmentCreationStatus: describeStatus('create'),
      DescribeAccountAssignmentDeletionStatus: describeStatus('delete'),
      ListAccountAssignmentCreationStatus: listCreations,
      ListAccountAssignments: listAccountAssignments,
      ListAccountAssignmentsForPrincipal: listForPrincipal,
    }),
    before: () => {
      const { ratesApply, adminTps } = reach.knobs;
      if (ratesApply) buckets.spend('all', { aSecond: adminTps });
    },
  });
}
