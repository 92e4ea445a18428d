/** IAM's simulator: what the policies of a user or role would say to calls that nobody makes. */

import { type Decision, decide } from './authorizer.ts';
import { type Caller, sessionCaller, userCaller } from './caller.ts';
import { type ContextFacts, createContext } from './context.ts';
import { AwsFault, noSuchEntity } from './fault.ts';
import { judge } from './judge.ts';
import { type Operation, read } from './operation.ts';
import { listOf, type Params, required } from './params.ts';
import { statementsOf } from './policy.ts';
import { type Account, own } from './types.ts';
import type { XmlTree } from './xml.ts';

/** One answer for each action, the strictest over all resources, with each resource below it. */
export const SIMULATION_OPERATIONS: Readonly<Record<string, Operation>> = {
  SimulatePrincipalPolicy: read((account, params) => {
    const caller = simulated(account, required(params, 'PolicySourceArn'));
    const actions = listOf(params, 'ActionNames');
    const given = listOf(params, 'ResourceArns');
    const facts = contextOf(params);
    const results = actions.map((action) => {
      const asked = given.length === 0 ? ['*'] : given;
      const each = asked.map((resource) => resultOf(caller, action, resource, facts));
      return {
        EvalActionName: action,
        EvalResourceName: '*',
        ...strictest(each),
        ResourceSpecificResults: given.length === 0 ? undefined : each.map(ofResource),
      };
    });
    return { EvaluationResults: results, IsTruncated: false };
  }),
};

interface Result {
  readonly resource: string;
  readonly decision: string;
  readonly missing: readonly string[];
  readonly bounded: boolean | undefined;
  /** What the caller's own policies say, where the resource is another account's. */
  readonly identity: string | undefined;
}

function resultOf(caller: Caller, action: string, resource: string, facts: ContextFacts): Result {
  // At home trust policies are never asked (aws-cli issue 10314); abroad both sides have to allow.
  const isHere = !isAbroad(caller, resource);
  const ask = isHere && /^sts:assume/i.test(action) ? ownWord : judge;
  const decision = ask(caller, action, resource, facts);
  const { boundary, ...unbounded } = caller;
  const free = ask(unbounded, action, resource, facts);
  return {
    resource,
    decision: word(decision),
    missing: missingKeys(caller, facts),
    bounded: boundary && (decision.allowed || !free.allowed),
    identity: isAbroad(caller, resource)
      ? word(ownWord(caller, action, resource, facts))
      : undefined,
  };
}

const isAbroad = ({ account }: Caller, resource: string): boolean => {
  const [, owner] = /^arn:aws:[a-z-]+:[a-z0-9-]*:(\d+):/.exec(resource) ?? [];
  return owner !== undefined && owner !== account;
};

/** As if the other account let everybody in: its policies are not known to the simulator. */
const ownWord = (caller: Caller, action: string, resource: string, facts: ContextFacts) =>
  decide({
    principal: caller.arn,
    action,
    resource,
    identityPolicies: caller.identityPolicies,
    resourcePolicy: { name: 'theirs', document: EVERYBODY },
    context: { ...caller.facts, ...facts },
    ...(caller.boundary ? { boundary: caller.boundary } : {}),
  });

const EVERYBODY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
};

const word = ({ allowed, why }: Decision): string =>
  allowed ? 'allowed' : why === 'ExplicitDeny' ? 'explicitDeny' : 'implicitDeny';

const details = ({ missing, bounded, identity }: Result): XmlTree => ({
  MissingContextValues: [...missing],
  EvalDecisionDetails: identity && { entry: { key: 'IAM Policy', value: identity } },
  PermissionsBoundaryDecisionDetail:
    bounded === undefined ? undefined : { AllowedByPermissionsBoundary: bounded },
});

const ofResource = (one: Result): XmlTree => ({
  EvalResourceName: one.resource,
  EvalResourceDecision: one.decision,
  ...details(one),
});

const ORDER = ['explicitDeny', 'implicitDeny', 'allowed'];
function strictest(each: readonly Result[]): XmlTree {
  const [worst] = each.toSorted((a, b) => ORDER.indexOf(a.decision) - ORDER.indexOf(b.decision));
  return worst ? { EvalDecision: worst.decision, ...details(worst) } : {};
}

/** It simulates users, groups and roles, and no session of a role. */
function simulated(account: Account, arn: string): Caller {
  const [, kind = '', name = ''] =
    /^arn:aws:iam::\d+:(user|role)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (!kind) throw new AwsFault('InvalidInput', `Invalid entity ARN: ${arn}`);
  const found = kind === 'user' ? own(account.users, name) : own(account.roles, name);
  if (found?.arn !== arn) throw noSuchEntity(kind, name);
  const session = { roleName: name, roleId: found.id, sessionName: 'simulated', tags: [] };
  const caller =
    kind === 'user'
      ? userCaller(account, name)
      : sessionCaller(account, { ...session, issuedAtMs: 0, expiresAtMs: 0 });
  if (!caller) throw noSuchEntity(kind, name);
  return caller;
}

/** Nothing is known of a call that is not made but what the caller of the simulator says. */
function contextOf(params: Params): ContextFacts {
  const facts: Record<string, string | string[]> = {};
  for (let i = 1; params[`ContextEntries.member.${i}.ContextKeyName`] !== undefined; i += 1) {
    const entry = `ContextEntries.member.${i}`;
    const values = listOf(params, `${entry}.ContextKeyValues`);
    const isList = params[`${entry}.ContextKeyType`]?.endsWith('List');
    facts[params[`${entry}.ContextKeyName`] ?? ''] = isList ? values : (values[0] ?? '');
  }
  return facts;
}

function missingKeys(caller: Caller, facts: ContextFacts): readonly string[] {
  const known = createContext({ ...caller.facts, ...facts });
  const keys = caller.identityPolicies
    .flatMap(({ document }) => statementsOf(document))
    .flatMap(({ conditions }) => conditions.map(({ key }) => key));
  return [...new Set(keys)].filter((key) => known.get(key) === undefined);
}
