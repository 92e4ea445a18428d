/** Records as the oracle reads them: data, in its own words, by none of the core's code. */

export interface Human {
  readonly key: string;
  readonly keys: readonly string[];
}

export interface ReviewData {
  readonly by: Human;
  readonly verdict: 'approve' | 'deny';
  readonly drawing: string;
  readonly durationMs: number;
}

export interface TargetData {
  readonly kind: string;
  readonly group?: string | { readonly name: string };
  readonly roles: readonly { readonly name: string }[];
  /** Of sessions. */
  readonly document?: string;
  /** Of a request of AWS's own. */
  readonly request?: { readonly opsItem: string };
  /** Of runbooks. */
  readonly runs?: {
    readonly form: string;
    readonly dated?: boolean;
    readonly revoke?: { readonly document: string };
  };
}

export interface GrantData {
  readonly state: string;
  readonly startMs: number;
  readonly notAfterMs: number;
  readonly durationMs: number;
  readonly maxTotalMs: number;
  readonly activeMs?: number;
  readonly endMs?: number;
  readonly ending?: { readonly by: string; readonly atMs: number };
  readonly overdueSaidMs?: number;
  readonly leases: readonly {
    readonly target: TargetData;
    readonly revision: number;
    readonly report: { readonly how?: string };
  }[];
}

export interface ExtensionData {
  readonly number: number;
  readonly state: string;
  readonly untilMs?: number;
  readonly reviews: readonly ReviewData[];
}

export interface CaseData {
  readonly id: string;
  readonly request: {
    readonly state: string;
    readonly requester: Human;
    readonly beneficiary: Human;
    readonly holder: { readonly user: string; readonly uniqueId: string };
    readonly entitlement: string;
    /** Decided at AWS, and not here. */
    readonly elsewhere?: unknown;
    readonly justification: string;
    readonly createdMs: number;
    /** Access first, and approval after. */
    readonly breakGlass?: boolean;
    /** Approved at once, by a statement. */
    readonly auto?: { readonly quota?: string };
    readonly asked: { readonly kind: string; readonly durationMs?: number };
    readonly targets: readonly TargetData[];
  };
  readonly reviews: readonly ReviewData[];
  readonly grant?: GrantData;
  readonly extensions: readonly ExtensionData[];
  /** Whether it was right to break the glass. */
  readonly review?: {
    readonly state: string;
    readonly verdict?: string;
    readonly by?: Human;
  };
  /** Levels that nobody answered in time. */
  readonly escalated?: readonly string[];
  readonly card?: { readonly message: string };
  readonly drawings: readonly unknown[];
  readonly owed: readonly { readonly key: string }[];
}

export interface HoldingData {
  readonly key: string;
  readonly holder: { readonly user: string; readonly uniqueId: string };
  readonly leases: readonly {
    readonly grant: string;
    readonly revision: number;
    readonly notAfterMs: number;
    readonly endMs?: number;
    readonly target: TargetData;
    /** The group it was approved for. */
    readonly facts: { readonly groupId?: string };
    readonly report: { readonly state: string; readonly how?: string };
  }[];
  readonly attempts: readonly {
    readonly step: unknown;
    readonly sentMs: number;
    readonly answer?: string;
  }[];
  readonly claim?: { readonly by: string };
  readonly owed: readonly unknown[];
}

export interface SealedData {
  readonly record: string;
  readonly seq: number;
  readonly previous: string;
  readonly hash: string;
  readonly event: { readonly type: string; readonly actor?: string; readonly facts?: object };
}

/** An ask that was refused. */
export interface Fact {
  readonly who: string;
  readonly entitlement: string;
  readonly code: string;
}

export interface HeadData<Body = unknown> {
  readonly key: string;
  readonly version: number;
  readonly body: Body;
  readonly chain: { readonly seq: number; readonly hash: string };
  readonly sealed: readonly SealedData[];
  readonly index: { readonly due: Readonly<Record<string, number>> };
}

/** Asks that this commit says were refused. */
export const refusedIn = (before: HeadData | undefined, { sealed }: HeadData): readonly Fact[] =>
  sealed.flatMap(({ seq, event }) => {
    if (seq <= (before?.chain.seq ?? 0) || event.type !== 'ask-refused') return [];
    const facts = event.facts as { readonly entitlement: string; readonly code: string };
    return [{ ...facts, who: event.actor ?? '' }];
  });

export const FINAL: readonly string[] = ['denied', 'cancelled', 'lapsed', 'revoked', 'failed'];

export const phaseOf = (one: CaseData): string => one.grant?.state ?? one.request.state;

/** The latest moment to which anything on record lets the access last. */
export function latestEnd({ grant, extensions }: CaseData): number {
  if (!grant) return -Infinity;
  const given = extensions.filter((one) => one.state !== 'pending' && one.state !== 'denied');
  return Math.max(grant.notAfterMs, grant.endMs ?? 0, ...given.map((one) => one.untilMs ?? 0));
}

/** When it was to be over, as far as is known by now; infinite while nobody knows. */
export function meantEnd({ grant, extensions }: CaseData): number {
  if (!grant) return -Infinity;
  if (grant.state === 'active' && extensions.some((one) => one.state === 'approved')) {
    return Infinity;
  }
  return grant.endMs ?? grant.notAfterMs;
}

/** What a target leads to, by the name it has in the simulated AWS. */
export function accessOf({ kind, roles, runs }: TargetData): string {
  if (runs) return runs.form === 'work' ? 'Work' : runs.dated ? 'Window' : 'Flag';
  return BY_KIND[kind] ?? roles[0]?.name ?? '';
}

const BY_KIND: Readonly<Record<string, string>> = {
  'identity-center': 'Sso',
  'ssm-node': 'Shell',
  'ssm-port-forward': 'Tunnel',
  jitna: 'Nodes',
};

export const rolesOf = (one: CaseData): readonly string[] => one.request.targets.map(accessOf);
