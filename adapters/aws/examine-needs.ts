/** Whether we may do all that the catalogue needs, as IAM's simulator has it. */

import { isJitna, roleArn, type Target } from '../../src/catalog/target.ts';
import type { Config } from '../../src/config/config.ts';
import type { Weakness } from '../../src/ports/examiner.ts';
import type { CenterCaller } from './center-call.ts';
import { keyOf } from './center-key.ts';
import { groupIdOf } from './center-read.ts';
import { rolesIn } from './examine-places.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { ifDenied, isOfMissing, unseen } from './faults.ts';
import { type Caller, documentOf } from './iam-call.ts';
import { roleOf } from './iam-read.ts';
import type { Known, Need } from './need.ts';
import { AT_ONCE, bounded, holderRolesOf, usersOf } from './need-holders.ts';
import { needsFor } from './needs.ts';
import { refusedOf } from './simulate.ts';
import { someAtOnce } from './some-at-once.ts';
import { forcesSessionName } from './trust-policy.ts';

export interface NeedsOf {
  readonly caller: Caller;
  readonly account: string;
  readonly config: Pick<
    Config,
    'catalog' | 'center' | 'installation' | 'people' | 'policies' | 'saysWhatWasDone'
  >;
  /** Undefined where there is none, or another account has it. */
  readonly inCenter: CenterCaller | undefined;
  /** The bot there, by the ARN of its role or user. */
  readonly bot: string;
  /** Nobody says that it is the bot: these are the credentials of whoever looks. */
  readonly isAssumed: boolean;
}

type Lack = Extract<Weakness, { kind: 'bot-lacks' }>;

export async function lackedRights(of: NeedsOf): Promise<readonly Weakness[]> {
  const { account, bot } = of;
  const { unknown, ...known } = await knownOf(of);
  const needed = merged(of, known);
  // The owner of the account may do anything, and is simulated by nobody.
  if (needed.length === 0 || bot.endsWith(':root')) return [];
  try {
    const judged = await someAtOnce(needed, AT_ONCE, (need) =>
      judge(of, need.by === 'bot' ? bot : need.by.role, need),
    );
    const own = judged.filter(({ need }) => need.by === 'bot' && isWrite(need.action));
    const isStranger = of.isAssumed && own.length > 0 && own.every(({ lacks }) => lacks.length > 0);
    const lacks = together(judged.flatMap((one) => one.lacks));
    const why = [...new Set([...judged.flatMap((one) => one.why), ...unknown])];
    return [
      ...(isStranger ? [{ kind: 'bot-elsewhere' as const, account, who: bot }] : []),
      ...lacks.filter(({ who }) => !isStranger || who !== bot),
      ...(why.length > 0 ? [{ kind: 'unreadable' as const, account, why }] : []),
    ];
  } catch (error) {
    const why = ifDenied(error, [unseen(error)]);
    return [{ kind: 'bot-unread', account, who: bot, why }];
  }
}

/** Reading, and entering other accounts, is for those who look as well. */
const isWrite = (action: string): boolean =>
  !/^(sts:|kms:Decrypt|\w+:(Get|List|Describe|Lookup|Is))/.test(action);

interface Needed extends Need {
  readonly entitlements: readonly string[];
}

/** The same right for many entitlements is asked for once. */
function merged({ config }: NeedsOf, known: Known): readonly Needed[] {
  const each = [...config.catalog.entitlements].flatMap(([id, { targets }]) =>
    targets.flatMap((target) => needsFor(target, known).map((need) => ({ ...need, id }))),
  );
  const alike = Map.groupBy(each, ({ by, file, action, facts, isUnbounded }) =>
    JSON.stringify([by, file, action, facts, isUnbounded]),
  );
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const resources = [...new Set(same.flatMap((one) => one.resources))];
    return [{ ...first, resources, entitlements: [...new Set(same.map(({ id }) => id))] }];
  });
}

interface Judged {
  readonly need: Need;
  readonly lacks: readonly Lack[];
  readonly why: readonly string[];
}

/** What the simulator cannot make out is one thing less that is known. */
async function judge({ caller, account }: NeedsOf, who: string, need: Needed): Promise<Judged> {
  const { action, file, entitlements, isUnbounded = false } = need;
  try {
    const refused = await refusedOf(caller, who, need);
    const alike = Map.groupBy(refused, ({ because, unknown }) => [because, ...unknown].join(' '));
    const lacks = [...alike.values()].flatMap((same) => {
      const [first] = same;
      if (!first) return [];
      const { because, unknown } = first;
      const resources = same.map(({ resource }) => resource);
      const found = {
        who,
        actions: [action],
        resources,
        because,
        unknown,
        isUnbounded,
        file,
        entitlements,
      };
      return [{ kind: 'bot-lacks' as const, account, ...found }];
    });
    return { need, lacks, why: [] };
  } catch (error) {
    if (error instanceof Fault && error.code === 'aws-refused') throw error;
    const why = isOfMissing(error)
      ? `there is no ${who}`
      : `whether ${who} may ${action} (${unseen(error)})`;
    return { need, lacks: [], why: [why] };
  }
}

/** Rights that are missing on the same things are one finding. */
function together(lacks: readonly Lack[]): readonly Lack[] {
  const alike = Map.groupBy(lacks, ({ actions: _, entitlements: __, ...rest }) =>
    JSON.stringify(rest),
  );
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    const actions = [...new Set(same.flatMap((one) => one.actions))];
    const entitlements = [...new Set(same.flatMap((one) => one.entitlements))];
    return first ? [{ ...first, actions, entitlements }] : [];
  });
}

/** @returns also what could not be made out. */
async function knownOf(of: NeedsOf): Promise<Known & { readonly unknown: readonly string[] }> {
  const { account, config } = of;
  const { catalog, center, installation, policies, saysWhatWasDone } = config;
  const targets = [...catalog.entitlements.values()].flatMap((one) => one.targets);
  const isHome = holdsUsers(targets, account);
  const [users, holderRoles, roles, groupIds, { key, why }] = await Promise.all([
    isHome ? usersOf(of) : [],
    isHome ? holderRolesOf(of) : [],
    rolesOf(of, targets),
    groupIdsOf(of, targets),
    keyIn(of, targets),
  ]);
  const hasStatements = policies.length > 0;
  const known = {
    account,
    installation,
    saysWhatWasDone,
    hasStatements,
    accounts: catalog.accounts,
  };
  const found = { users, holderRoles, roles, groupIds, ...(key && { centerKey: key }) };
  return { ...known, ...found, ...(center ? { center } : {}), unknown: why ? [why] : [] };
}

const holdsUsers = (targets: readonly Target[], account: string): boolean =>
  targets.some((one) => one.account === account && !isJitna(one));

async function rolesOf({ caller, account }: NeedsOf, targets: readonly Target[]) {
  const found = await someAtOnce(rolesIn(account, targets), AT_ONCE, async (ref) => {
    const role = await roleOf(caller, ref.name).catch((error: unknown) => ifDenied(error, DENIED));
    // One that is not there is told elsewhere; of one that may not be read this much is known.
    if (role === DENIED) return [{ arn: roleArn(ref), isNamed: false }];
    if (role?.Arn === undefined) return [];
    const isNamed = forcesSessionName(documentOf(role.AssumeRolePolicyDocument));
    return [{ ...bounded(role.Arn, role.PermissionsBoundary), isNamed }];
  });
  return found.flat();
}

const DENIED = 'denied' as const;

async function groupIdsOf({ inCenter }: NeedsOf, targets: readonly Target[]) {
  const ids = new Map<string, string>();
  if (!inCenter) return ids;
  for (const target of targets) {
    const name = target.kind === 'identity-center' ? target.group?.name : undefined;
    const id = name && !ids.has(name) ? await groupIdOf(inCenter, name) : undefined;
    if (name && id) ids.set(name, id);
  }
  return ids;
}

async function keyIn({ inCenter }: NeedsOf, targets: readonly Target[]): ReturnType<typeof keyOf> {
  const isOfCenter = targets.some(({ kind }) => kind === 'identity-center');
  return inCenter && isOfCenter ? keyOf(inCenter) : {};
}
