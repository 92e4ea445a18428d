/** Files of statements, loaded around a small configuration, and questions to ask of them. */

import { type LoadedPolicies, loadPolicies } from '../../../adapters/cedar/load.ts';
import type { PolicyFile } from '../../../src/config/config.ts';
import { problemLine } from '../../../src/config/problem.ts';
import type { Entitlement } from '../../../src/catalog/entitlement.ts';
import type { PersonKey } from '../../../src/kernel/brand.ts';
import type { Person } from '../../../src/kernel/person.ts';
import { HOUR } from '../../../src/kernel/time.ts';
import type { Said } from '../../../src/policy/statement.ts';
import type { PolicyEngine, PolicyQuestion } from '../../../src/ports/policy-engine.ts';

export const person = (name: string): Person => {
  const key = `slack:T0:${name.toUpperCase()}` as PersonKey;
  return { key, keys: [key], name };
};

export const [AIKO, BEN, EVE] = [person('aiko'), person('ben'), person('eve')] as const;

const AROUND = {
  groups: ['engineers', 'contractors', 'primary'],
  schedules: ['primary'],
  entitlements: ['prod-db', 'prod-shell'],
  calendars: ['year-end'],
  people: [AIKO, BEN],
};

type Loose = Partial<PolicyFile> & Pick<PolicyFile, 'text'>;

export const fileOf = ({ text, ...more }: Loose): PolicyFile => ({
  name: 'p.cedar',
  as: 'forbid',
  schema: 'prod-access',
  text,
  ...more,
});

export const load = (...files: readonly Loose[]): LoadedPolicies =>
  loadPolicies(files.map(fileOf), AROUND);

export function loaded(...files: readonly Loose[]): PolicyEngine {
  const read = load(...files);
  if (read.ok) return read.engine;
  throw new Error(read.problems.map(problemLine).join('\n'));
}

export function problemsOf(...files: readonly Loose[]): readonly string[] {
  const read = load(...files);
  return read.ok ? [] : read.problems.map(problemLine);
}

export const PROD_DB: Entitlement = {
  id: 'prod-db',
  title: { en: 'Production database' },
  targets: [
    {
      kind: 'iam-policy',
      account: '444455556666',
      reach: [],
      roles: [{ account: '111122223333', name: 'ProdDbOperator' }],
      mfa: true,
    },
  ],
  maxMs: 8 * HOUR,
  questions: [],
  channel: 'C1',
  tags: { env: 'production' },
};

/** Nodes and nothing else. */
export const PROD_SHELL: Entitlement = {
  ...PROD_DB,
  id: 'prod-shell',
  targets: [
    {
      kind: 'ssm-node',
      account: '444455556666',
      region: 'ap-northeast-1',
      nodes: ['i-0123456789abcdef0'],
      document: 'ProdAccess-Shell',
      reach: [],
      roles: [],
      mfa: false,
    },
  ],
};

/** 18:02 on a Tuesday in Tokyo. */
export const TUESDAY = Date.UTC(2026, 10, 24, 9, 2);

export const QUESTION: PolicyQuestion = {
  requester: AIKO,
  beneficiary: AIKO,
  groups: ['engineers'],
  onCall: false,
  entitlement: PROD_DB,
  nodes: [],
  durationMs: 2 * HOUR,
  atMs: TUESDAY,
  zone: 'Asia/Tokyo',
  closed: [],
  recentDenials: 0,
  liveGrants: 0,
  breakGlass: false,
};

/** @throws whatever refuses the question. */
export function saidOf(engine: PolicyEngine, change: Partial<PolicyQuestion> = {}): Said {
  const answer = engine.evaluate({ ...QUESTION, ...change });
  if (answer.ok) return answer.value;
  throw new Error(JSON.stringify(answer));
}

/** Whether a condition of ours holds, said by a statement that forbids when it does. */
export const holds = (condition: string, change: Partial<PolicyQuestion> = {}): boolean =>
  saidOf(loaded({ text: `forbid(principal, action, resource) when { ${condition} };` }), change)
    .forbid.length > 0;
