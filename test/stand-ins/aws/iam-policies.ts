/** IAM's operations on inline and managed policies of users, groups and roles. */

import { changeIdentity, identityOf, roleOf } from './account.ts';
import { AwsFault, noSuchEntity } from './fault.ts';
import { drawPolicy, encodeDocument } from './iam-shapes.ts';
import { managedPolicyOf } from './managed.ts';
import { type Operation, read, write } from './operation.ts';
import { page } from './paging.ts';
import { checkName, type Params, required } from './params.ts';
import { checkPolicyDocument } from './policy-check.ts';
import { type Collection, checkInlineQuota } from './quotas.ts';
import type { Account } from './types.ts';
import { own, without } from './types.ts';

type Kind = 'User' | 'Group' | 'Role';
type Operations = Readonly<Record<string, Operation>>;

const COLLECTION: Readonly<Record<Kind, Collection>> = {
  User: 'users',
  Group: 'groups',
  Role: 'roles',
};

function inlineOperations(kind: Kind): Operations {
  const collection = COLLECTION[kind];
  const nameIn = (params: Params) => required(params, `${kind}Name`);
  const policyIn = (params: Params) => checkName('policyName', required(params, 'PolicyName'), 128);
  const missing = (name: string) => noSuchEntity(`${kind.toLowerCase()} policy`, name);
  return {
    [`Put${kind}Policy`]: write((account, params) => {
      const [name, policy] = [nameIn(params), policyIn(params)];
      const document = required(params, 'PolicyDocument');
      guardProtected(account, collection, name);
      checkPolicyDocument(document);
      const inline = { ...identityOf(account, collection, name).inline, [policy]: document };
      checkInlineQuota(collection, name, inline);
      return changeIdentity(account, collection, name, { inline });
    }),
    [`Get${kind}Policy`]: read((account, params) => {
      const [name, policy] = [nameIn(params), policyIn(params)];
      const document = own(identityOf(account, collection, name).inline, policy);
      if (document === undefined) throw missing(policy);
      const text = encodeDocument(document);
      return { [`${kind}Name`]: name, PolicyName: policy, PolicyDocument: text };
    }),
    [`Delete${kind}Policy`]: write((account, params) => {
      const [name, policy] = [nameIn(params), policyIn(params)];
      guardProtected(account, collection, name);
      const { inline } = identityOf(account, collection, name);
      if (own(inline, policy) === undefined) throw missing(policy);
      return changeIdentity(account, collection, name, { inline: without(inline, policy) });
    }),
    [`List${kind}Policies`]: read((account, params, paging) => {
      const names = Object.keys(identityOf(account, collection, nameIn(params)).inline);
      return page(
        'PolicyNames',
        names,
        (name) => name,
        (name) => name,
        params,
        paging,
      );
    }),
    [`ListAttached${kind}Policies`]: read((account, params, paging) => {
      const { attached } = identityOf(account, collection, nameIn(params));
      const draw = (arn: string) => ({ PolicyName: arn.split('/').at(-1), PolicyArn: arn });
      return page('AttachedPolicies', attached, (arn) => arn, draw, params, paging);
    }),
  };
}

/** Roles that Identity Center or a service owns cannot be changed by their account. */
function guardProtected(account: Account, collection: Collection, name: string): void {
  if (collection !== 'roles') return;
  const { path } = roleOf(account, name);
  if (!path.startsWith('/aws-reserved/') && !path.startsWith('/aws-service-role/')) return;
  throw new AwsFault(
    'UnmodifiableEntity',
    `Cannot perform the operation on the protected role '${name}' - this role is only ` +
      'modifiable by AWS',
  );
}

const MANAGED_OPERATIONS: Operations = {
  GetPolicy: read((account, params) => {
    const policy = managedPolicyOf(account, required(params, 'PolicyArn'));
    return { Policy: drawPolicy(policy) };
  }),
  GetPolicyVersion: read((account, params) => {
    const policy = managedPolicyOf(account, required(params, 'PolicyArn'));
    const version = required(params, 'VersionId');
    const document = own(policy.versions, version);
    if (document === undefined) {
      const words = `Policy ${policy.arn} version ${version} does not exist or is not attachable.`;
      throw new AwsFault('NoSuchEntity', words);
    }
    const drawn = {
      Document: encodeDocument(document),
      VersionId: version,
      IsDefaultVersion: version === policy.defaultVersion,
      CreateDate: new Date(policy.createdAtMs),
    };
    return { PolicyVersion: drawn };
  }),
};

export const POLICY_OPERATIONS: Operations = {
  ...inlineOperations('User'),
  ...inlineOperations('Group'),
  ...inlineOperations('Role'),
  ...MANAGED_OPERATIONS,
};
