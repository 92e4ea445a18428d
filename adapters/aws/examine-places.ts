/** Roles, session documents and runbooks that the catalogue names: can what they open be ended? */

import { ACCESS_ROLE, nodesAccount } from '../../src/catalog/access-role.ts';
import { runbooksOf } from '../../src/catalog/automation.ts';
import { isSsm, type RoleRef, roleArn, type Target } from '../../src/catalog/target.ts';
import { HOUR, SECOND } from '../../src/kernel/time.ts';
import type { Weakness } from '../../src/ports/examiner.ts';
import type { Clients } from './clients.ts';
import { type Caller, documentOf } from './iam-call.ts';
import { roleOf } from './iam-read.ts';
import { AT_ONCE } from './examine-users.ts';
import { roleReach } from './role-reach.ts';
import { someAtOnce } from './some-at-once.ts';
import { givenTo, isRoled, pinnedRunbook } from './ssm-automation-pin.ts';
import { fitDocument } from './ssm-bind.ts';
import { forcesSessionName } from './trust-policy.ts';

/** Roles of one account, each once. */
export const rolesIn = (account: string, targets: readonly Target[]): readonly RoleRef[] => {
  const there = targets.flatMap((one) => one.roles).filter((role) => role.account === account);
  return [...new Map(there.map((role) => [role.name, role])).values()];
};

export async function openRoles(
  caller: Caller,
  roles: readonly RoleRef[],
): Promise<readonly Weakness[]> {
  const found = await someAtOnce(roles, AT_ONCE, (role) => roleWeakness(caller, role));
  return found.flat();
}

async function roleWeakness(caller: Caller, ref: RoleRef): Promise<readonly Weakness[]> {
  const { account, name: role } = ref;
  const found = await roleOf(caller, role);
  // Under a path it has another ARN, and is not the role that people would take on.
  if (found?.Arn !== roleArn(ref)) return [{ kind: 'role-missing', account, role }];
  const led = await leadings(caller, ref);
  const maxSessionMs = (found.MaxSessionDuration ?? 3_600) * SECOND;
  const isNamed = forcesSessionName(documentOf(found.AssumeRolePolicyDocument));
  if (isNamed && maxSessionMs <= HOUR) return led;
  return [{ kind: 'role-open', account, role, isNamed, maxSessionMs }, ...led];
}

async function leadings(
  caller: Caller,
  { account, name: role }: RoleRef,
): Promise<readonly Weakness[]> {
  // Its policies have been judged as it was deployed: what it opens, the tags of a session say.
  if (role === ACCESS_ROLE) return [];
  const { danger: action, endless } = await roleReach(caller, role);
  if (action !== undefined) return [{ kind: 'role-unfit', account, role, action }];
  return endless.length > 0 ? [{ kind: 'role-endless', account, role, endless }] : [];
}

export async function unfitDocuments(
  clients: Clients,
  account: string,
  targets: readonly Target[],
  signal: AbortSignal,
): Promise<readonly Weakness[]> {
  const there = targets.filter(isSsm).filter((target) => nodesAccount(target) === account);
  const each = new Map(
    there.map((one) => [`${one.kind} ${one.region} ${one.document}`, one] as const),
  );
  const found = await someAtOnce([...each.values()], AT_ONCE, async (target) => {
    const { region, document, kind } = target;
    const read = await fitDocument(clients, target, signal);
    if (read.ok) return [];
    const problem = read.code === 'document-unfit' ? read.facts.problem : 'missing';
    return [{ kind: 'document-unfit', target: kind, account, region, document, problem } as const];
  });
  return found.flat();
}

/** Each runbook once, though several entitlements use it. */
export async function unfitRunbooks(
  clients: Clients,
  account: string,
  targets: readonly Target[],
  signal: AbortSignal,
): Promise<readonly Weakness[]> {
  const uses = targets
    .filter((target) => target.kind === 'ssm-automation')
    .filter((target) => target.account === account)
    .flatMap((target) =>
      runbooksOf(target).map((runbook) => {
        return { region: target.region, runbook, given: givenTo(target, runbook, SOMEBODY) };
      }),
    );
  const each = Map.groupBy(uses, ({ region, runbook: { document, version, hash } }) =>
    [region, document, version, hash].join(' '),
  );
  const found = await someAtOnce([...each.values()], AT_ONCE, async ([first, ...others]) => {
    if (!first) return [];
    const { region, runbook } = first;
    const read = await pinnedRunbook({ clients, account, region, signal }, runbook);
    if (read && [first, ...others].every(({ given }) => isRoled(read, given))) return [];
    const { document, version } = runbook;
    const problem = read ? 'no-role' : 'changed';
    return [
      { kind: 'runbook-unfit', account, region, runbook: document, version, problem } as const,
    ];
  });
  return found.flat();
}

/** Whoever it is for: in which role it acts does not hang on that. */
const SOMEBODY = 'somebody';
