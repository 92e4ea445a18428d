/** The one question that counts, "may they do this now?", answered from policies alone. Pure. */

import { conditionsHold } from './conditions.ts';
import type { Context, ContextFacts } from './context.ts';
import { createContext } from './context.ts';
import { actionMatches, arnMatches } from './pattern.ts';
import type { NamedPolicy, Statement } from './policy.ts';
import { statementsOf } from './policy.ts';
import { closestPrincipal } from './principal.ts';

export interface Question {
  /** The caller: `arn:aws:iam::…:user/aiko`, or `arn:aws:sts::…:assumed-role/Role/session`. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: ContextFacts;
  readonly identityPolicies: readonly NamedPolicy[];
  /** For `sts:AssumeRole` this is the trust policy, and without it nobody assumes the role. */
  readonly resourcePolicy?: NamedPolicy;
  readonly boundary?: NamedPolicy;
  readonly sessionPolicy?: NamedPolicy;
  /** One list for each level of the organisation; every level must allow. */
  readonly scps?: readonly (readonly NamedPolicy[])[];
}

export interface DecidingStatement {
  readonly policyName: string;
  readonly sid: string | undefined;
  readonly index: number;
}

export interface Decision {
  readonly allowed: boolean;
  readonly why: 'ExplicitDeny' | 'ImplicitDeny' | 'Allowed';
  readonly statement: DecidingStatement | undefined;
}

interface Verdict {
  readonly deny: DecidingStatement | undefined;
  readonly allow: DecidingStatement | undefined;
}

export function decide(question: Question): Decision {
  const context = createContext(question.context);
  const judge = (policies: readonly NamedPolicy[]) => verdict(policies, question, context);
  const identity = judge(question.identityPolicies);
  const boundary = question.boundary ? judge([question.boundary]) : undefined;
  const session = question.sessionPolicy ? judge([question.sessionPolicy]) : undefined;
  const scps = (question.scps ?? []).map(judge);
  const resource = resourceVerdict(question, context);

  const all = [identity, boundary, session, ...scps, resource];
  const deny = all.find((one) => one?.deny)?.deny;
  if (deny) return { allowed: false, why: 'ExplicitDeny', statement: deny };
  if (scps.some((level) => !level.allow)) return NO;

  const fenced = (boundary && !boundary.allow) || (session && !session.allow);
  const own = fenced ? undefined : identity.allow;
  const statement = combine(question, own, resource, fenced === true);
  return statement ? { allowed: true, why: 'Allowed', statement } : NO;
}

const NO: Decision = { allowed: false, why: 'ImplicitDeny', statement: undefined };

/**
 * Within an account either side may allow, across accounts both must. A trust policy is stricter:
 * it must allow, and where it names the whole account it leaves the choice to that account.
 */
function combine(
  question: Question,
  own: DecidingStatement | undefined,
  resource: ResourceVerdict,
  fenced: boolean,
): DecidingStatement | undefined {
  const owner = accountOf(question.resource) || accountOf(question.principal);
  if (owner !== accountOf(question.principal)) return resource.allow && own;
  if (resource.direct && !(fenced && resource.closeness === 'role')) return resource.direct;
  if (/^sts:(assumerole|setsourceidentity|tagsession)$/i.test(question.action)) {
    return resource.allow && own;
  }
  return own;
}

interface ResourceVerdict extends Verdict {
  /** An allowing statement that names the caller, not only the account the caller is in. */
  readonly direct: DecidingStatement | undefined;
  readonly closeness: 'principal' | 'role' | undefined;
}

function resourceVerdict(question: Question, context: Context): ResourceVerdict {
  let [deny, allow, direct]: (DecidingStatement | undefined)[] = [];
  let closeness: ResourceVerdict['closeness'];
  const policy = question.resourcePolicy;
  for (const statement of policy ? statementsOf(policy.document) : []) {
    const close = closestPrincipal(statement.principals ?? [], question.principal);
    if (close === undefined || !applies(statement, question, context)) continue;
    const hit = deciding(policy?.name ?? '', statement);
    if (statement.effect === 'Deny') deny ??= hit;
    else {
      allow ??= hit;
      if (close === 'account' || closeness === 'principal') continue;
      direct = hit;
      closeness = close;
    }
  }
  return { deny, allow, direct, closeness };
}

function verdict(policies: readonly NamedPolicy[], question: Question, context: Context): Verdict {
  let [deny, allow]: (DecidingStatement | undefined)[] = [];
  for (const policy of policies) {
    for (const statement of statementsOf(policy.document)) {
      if (!applies(statement, question, context)) continue;
      if (statement.effect === 'Deny') deny ??= deciding(policy.name, statement);
      else allow ??= deciding(policy.name, statement);
    }
  }
  return { deny, allow };
}

function applies(statement: Statement, question: Question, context: Context): boolean {
  const { actions, notActions, resources, notResources, variables } = statement;
  const action = (pattern: string) => actionMatches(pattern, question.action);
  const resource = (pattern: string) =>
    arnMatches(pattern, question.resource, context, variables) === true;
  if (actions && !actions.some(action)) return false;
  if (notActions?.some(action)) return false;
  if (resources && !resources.some(resource)) return false;
  if (notResources?.some(resource)) return false;
  return conditionsHold(statement, context);
}

const deciding = (policyName: string, { sid, index }: Statement) => ({ policyName, sid, index });
/** AWS's own managed policies are of an account `aws`, which is abroad to nobody. */
const accountOf = (arn: string) => (arn.split(':')[4] ?? '').replace(/^aws$/, '');
