/** The stacks of deploy/ as accounts have them: their policies and roles, put together. */

import type { AccountSeed, RoleSeed } from '../stand-ins/aws/seed.ts';
import type { Given } from './parameters.ts';
import { deployStack, type Place } from './template.ts';

export const BOUNDARY = 'prod-access-boundary';

export interface Document {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
}

export interface Stack {
  readonly policies: Readonly<Record<string, Document>>;
  readonly roles: Readonly<Record<string, RoleSeed>>;
  /** Of managed policies, by the role they are attached to, in this stack or another. */
  readonly attached: Readonly<Record<string, readonly string[]>>;
}

interface Properties {
  readonly RoleName?: string;
  readonly AssumeRolePolicyDocument?: Document;
  readonly PermissionsBoundary?: string;
  readonly Policies?: readonly Properties[];
  readonly ManagedPolicyName?: string;
  readonly PolicyName?: string;
  readonly PolicyDocument?: Document;
  readonly Roles?: readonly string[];
}

/** What a stack of it makes in IAM. */
export function stackOf(file: string, given: Given, place: Place): Stack {
  const all: readonly Properties[] = Object.values(deployStack(file, given, place));
  const managed = all.flatMap(
    ({ ManagedPolicyName: name, PolicyDocument: document, Roles = [] }) =>
      name !== undefined && document ? [{ name, document, of: Roles }] : [],
  );
  const roles = all.flatMap((role) => {
    const { RoleName, AssumeRolePolicyDocument: trust, Policies = [] } = role;
    if (RoleName === undefined || !trust) return [];
    const boundary = role.PermissionsBoundary?.split('/').at(-1);
    const beside = all.filter(({ PolicyName, Roles }) => PolicyName && Roles?.includes(RoleName));
    const inline = [...Policies, ...beside].map((one) => [one.PolicyName, one.PolicyDocument]);
    const seed = { trust, inline: Object.fromEntries(inline), ...(boundary && { boundary }) };
    return [[RoleName, seed] as const];
  });
  const names = new Set(managed.flatMap(({ of }) => of));
  const attachedTo = (role: string) => managed.filter(({ of }) => of.includes(role));
  return {
    policies: Object.fromEntries(managed.map(({ name, document }) => [name, document])),
    roles: Object.fromEntries(roles),
    attached: Object.fromEntries(
      [...names].map((role) => [role, attachedTo(role).map(({ name }) => name)]),
    ),
  };
}

/** For an account that has this stack and no other. */
export function seedOf({
  policies,
  roles,
  attached,
}: Stack): Required<Pick<AccountSeed, 'policies' | 'roles'>> {
  const each = Object.entries(roles).map(([name, role]) => [
    name,
    { ...role, attached: attached[name] ?? [] },
  ]);
  return { policies, roles: Object.fromEntries(each) };
}

/** All that a role may and may not, of the stacks of its account. */
export const documentsOf = (role: string, ...stacks: readonly Stack[]) =>
  stacks.flatMap(({ policies, roles, attached }) => [
    ...Object.entries(roles[role]?.inline ?? {}).map(named),
    ...(attached[role] ?? []).flatMap((name) => {
      const document = policies[name];
      return document ? [{ name, document }] : [];
    }),
  ]);

const named = ([name, document]: readonly [string, unknown]) => ({
  name,
  document: document as Document,
});

export const allowedIn = (documents: readonly { readonly document: Document }[]) =>
  documents.flatMap(({ document }) =>
    document.Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action),
  );
