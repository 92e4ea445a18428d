/** Who gives the sessions of a role their names? Only if nobody can choose, a name is a person. */

import { actionsMeet } from '../../src/catalog/pattern.ts';
import type { RoleSession } from '../../src/kernel/role-session.ts';
import { listOf, type ReadStatement, statementsOf } from './reach.ts';
import { asksFor, OWN_NAME } from './trust-policy.ts';

/**
 * True when every way into the role leaves the name to the identity provider, or forces it. In SAML
 * the assertion carries it. Whoever comes with a web identity or by AssumeRole names the session as
 * they like, unless the trust policy says how. The SourceIdentity of a web identity is in its
 * token, and AssumeRole takes any (IAM user guide, monitor and control actions taken with assumed
 * roles).
 */
export function namesAreGiven(trust: unknown, by: RoleSession['by']): boolean {
  const naming = by === 'session' ? 'sts:AssumeRole*' : 'sts:SetSourceIdentity';
  const ways = statementsOf(trust).filter((one) => one.Effect === 'Allow' && allows(one, naming));
  return ways.length > 0 && ways.every((one) => isGiven(one, by));
}

const allows = ({ Action, NotAction }: ReadStatement, naming: string): boolean =>
  NotAction !== undefined || listOf(Action).some((action) => actionsMeet(action, naming));

function isGiven(statement: Trusting, by: RoleSession['by']): boolean {
  if (statement.NotAction !== undefined) return false;
  const providers = federatedOnly(statement.Principal);
  const key = by === 'session' ? 'sts:RoleSessionName' : 'sts:SourceIdentity';
  if (!providers) return asksFor(statement, key, (value) => value === OWN_NAME);
  if (by === 'source-identity' || providers.every(isSaml)) return true;
  return asksFor(statement, key, (value) => OF_TOKEN.test(value));
}

interface Trusting extends ReadStatement {
  readonly Principal?: unknown;
}

/** Undefined where somebody or something else is let in as well. */
function federatedOnly(principal: unknown): readonly string[] | undefined {
  if (typeof principal !== 'object' || principal === null) return undefined;
  const { Federated, ...others } = principal as Readonly<Record<string, unknown>>;
  const providers = listOf(Federated);
  return Object.keys(others).length === 0 && providers.length > 0 ? providers : undefined;
}

const isSaml = (provider: string): boolean =>
  /^arn:aws:iam::\d{12}:saml-provider\/[^*?]+$/.test(provider);

/** Whose token it is, as `${accounts.google.com:sub}`: a variable, and no template of ours. */
const OF_TOKEN = /^\$\{[\w-]+(?:\.[\w-]+)+(?:\/[\w./-]+)?:(?:sub|email)\}$/;
