/**
 * Asks IAM's simulator what the policies of a user or role say to a call that nobody makes: their
 * own ones, those of groups, the boundary, and those of the organization (API reference,
 * SimulatePrincipalPolicy). Trust policies and those of resources it does not read by itself.
 */

import type { EvaluationResult, ResourceSpecificResult } from '@aws-sdk/client-iam';
import { answered, type Caller } from './iam-call.ts';

/** One kind of call, on each of some resources. */
export interface Wish {
  readonly action: string;
  readonly resources: readonly string[];
  /** What conditions may ask of such a call: nothing else is known of it. */
  readonly facts: Facts;
}

export type Facts = Readonly<Record<string, string | readonly string[]>>;

export interface Refused {
  readonly resource: string;
  readonly because: Because;
  /** Keys of conditions in those policies of which we know nothing: it might be allowed. */
  readonly unknown: readonly string[];
}

export type Because = 'unallowed' | 'denied' | 'bounded' | 'organization';

/** One action at a time: those that want other things known of them go into no one simulation. */
export async function refusedOf(
  { sdk, client, signal }: Caller,
  arn: string,
  { action, resources, facts }: Wish,
): Promise<readonly Refused[]> {
  const asked = {
    PolicySourceArn: arn,
    ActionNames: [action],
    ResourceArns: [...resources],
    ContextEntries: Object.entries(facts).map(entryOf),
  };
  const refused: Refused[] = [];
  let marker: string | undefined;
  do {
    const page = await answered('iam:SimulatePrincipalPolicy', () =>
      client.send(
        new sdk.SimulatePrincipalPolicyCommand({ ...asked, ...(marker && { Marker: marker }) }),
        { abortSignal: signal },
      ),
    );
    refused.push(...(page.EvaluationResults ?? []).flatMap((one) => refusals(one, resources)));
    marker = page.IsTruncated ? page.Marker : undefined;
  } while (marker);
  return refused;
}

const entryOf = ([ContextKeyName, value]: readonly [string, string | readonly string[]]) => {
  const isList = typeof value !== 'string';
  return {
    ContextKeyName,
    ContextKeyValues: isList ? [...value] : [value],
    ContextKeyType: isList ? ('stringList' as const) : ('string' as const),
  };
};

/** The answer is the strictest of all; which resource it was stands below it. */
function refusals(result: EvaluationResult, asked: readonly string[]): readonly Refused[] {
  const isRefusedByAll = result.OrganizationsDecisionDetail?.AllowedByOrganizations === false;
  const each: readonly ResourceSpecificResult[] = result.ResourceSpecificResults?.length
    ? result.ResourceSpecificResults
    : asked.map((EvalResourceName) => ({
        ...result,
        EvalResourceName,
        EvalResourceDecision: result.EvalDecision,
      }));
  return each
    .filter((one) => one.EvalResourceDecision !== 'allowed' && !isAllowedHere(one))
    .map((one) => ({
      resource: one.EvalResourceName ?? '*',
      because: isRefusedByAll ? 'organization' : becauseOf(one),
      unknown: (one.MissingContextValues ?? []).filter((key) => !OF_DEPLOY.test(key)),
    }));
}

/** It lists all that any policy asks for; what those of deploy/ ask for was told it. */
const OF_DEPLOY =
  /^((kms|s3):.*|iam:p(ermissionsboundary|assedtoservice)|aws:(tagkeys|re(quest|source)tag\/.*))$/i;

function becauseOf(one: ResourceSpecificResult): Because {
  if (one.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false) {
    return 'bounded';
  }
  return one.EvalResourceDecision === 'explicitDeny' ? 'denied' : 'unallowed';
}

/** In another account its policies count as well, as a trust policy: those were not told it. */
function isAllowedHere({ EvalDecisionDetails = {}, ...one }: ResourceSpecificResult): boolean {
  const own = Object.entries(EvalDecisionDetails).filter(([kind]) => !/resource/i.test(kind));
  const isAllowed = own.length > 0 && own.every(([, decision]) => decision === 'allowed');
  return isAllowed && one.EvalResourceDecision === 'implicitDeny';
}
