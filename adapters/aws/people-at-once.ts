/** All users, groups and policies of an account as IAM lists them together, in long pages. */

import type {
  GetAccountAuthorizationDetailsCommandOutput,
  GroupDetail,
  ManagedPolicyDetail,
  PolicyDetail,
  UserDetail,
} from '@aws-sdk/client-iam';
import { allPages, type Caller, documentOf } from './iam-call.ts';
import type { NamedPolicy } from './iam-policies.ts';
import { managedDocument } from './iam-read.ts';
import type { People } from './people.ts';

export async function peopleAtOnce(caller: Caller): Promise<People> {
  const pages = await allPages(
    'iam:GetAccountAuthorizationDetails',
    (Marker) => detailsPage(caller, Marker),
    (page) => [page],
  );
  const users = byName(
    pages,
    (page) => page.UserDetailList,
    (one) => one.UserName,
  );
  const groups = byName(
    pages,
    (page) => page.GroupDetailList,
    (one) => one.GroupName,
  );
  const managed = byName(
    pages,
    (page) => page.Policies,
    (one) => one.Arn,
  );
  const documents = new Map<string, Promise<unknown>>();
  const attached = (those: Attached) => attachedOf(caller, those, managed, documents);
  return {
    users: [...users.keys()],
    async speaksFor(name) {
      const user: UserDetail = users.get(name) ?? {};
      const policies = await attached(user.AttachedManagedPolicies);
      const inGroups = user.GroupList ?? [];
      return { inline: inlineOf(user.UserPolicyList), attached: policies, groups: inGroups };
    },
    async ofGroup(name) {
      const group: GroupDetail = groups.get(name) ?? {};
      const policies = await attached(group.AttachedManagedPolicies);
      return [...inlineOf(group.GroupPolicyList), ...policies];
    },
    tags: async (name) => users.get(name)?.Tags ?? [],
    isBounded: async (name) => {
      const user = users.get(name);
      return user && user.PermissionsBoundary !== undefined;
    },
  };
}

type Page = GetAccountAuthorizationDetailsCommandOutput;

function detailsPage({ sdk, client, signal }: Caller, Marker: string | undefined): Promise<Page> {
  const command = new sdk.GetAccountAuthorizationDetailsCommand({
    Filter: ['User', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy'],
    MaxItems: 1_000,
    ...(Marker === undefined ? {} : { Marker }),
  });
  return client.send(command, { abortSignal: signal });
}

function byName<T>(
  pages: readonly Page[],
  list: (page: Page) => readonly T[] | undefined,
  name: (one: T) => string | undefined,
): ReadonlyMap<string, T> {
  const all = pages.flatMap((page) => list(page) ?? []);
  return new Map(all.map((one) => [name(one) ?? '', one]));
}

const inlineOf = (list: readonly PolicyDetail[] | undefined): readonly NamedPolicy[] =>
  (list ?? []).map(({ PolicyName = '', PolicyDocument }) => {
    return { name: PolicyName, document: documentOf(PolicyDocument) };
  });

type Attached = UserDetail['AttachedManagedPolicies'];

/** Each document is read once; one that is not in the list is asked for by itself. */
function attachedOf(
  caller: Caller,
  list: Attached,
  managed: ReadonlyMap<string, ManagedPolicyDetail>,
  documents: Map<string, Promise<unknown>>,
): Promise<readonly NamedPolicy[]> {
  const inForce = async (arn: string) => {
    const versions = managed.get(arn)?.PolicyVersionList ?? [];
    const version = versions.find((one) => one.IsDefaultVersion);
    return version?.Document ? documentOf(version.Document) : managedDocument(caller, arn);
  };
  const found = (list ?? []).map(async ({ PolicyArn = '', PolicyName = '' }) => {
    const document = documents.get(PolicyArn) ?? inForce(PolicyArn);
    documents.set(PolicyArn, document);
    return { name: PolicyName, document: await document };
  });
  return Promise.all(found);
}
