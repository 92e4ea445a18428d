/** What the templates of deploy/ make, and what it lets whom do. */

import { readTemplate } from '../deploy/template.ts';
import { read } from './checkout.ts';

/** Of the bot's role in each of its accounts, with all that the templates can give it. */
const templates = [
  'users-account.yml',
  'target-account.yml',
  'identity-center.yml',
  'runbook-schedules.yml',
];

export const rightsIn = (path: string): readonly string[] => allowedBy(JSON.parse(read(path)));

/** By every statement that allows anything, wherever it stands: behind a condition as well. */
export function allowedBy(document: unknown): readonly string[] {
  if (typeof document !== 'object' || document === null) return [];
  const { Effect, Action } = document as Partial<Stated>;
  const own = Effect === 'Allow' && Action ? [Action].flat() : [];
  return [...own, ...Object.values(document).flatMap(allowedBy)];
}

/** The same without what other services ask of KMS for us: no call of ours names it. */
export function calledBy(document: unknown): readonly string[] {
  if (typeof document !== 'object' || document === null) return [];
  const { Effect, Action, Condition } = document as Partial<Stated>;
  if (JSON.stringify(Condition ?? '').includes('kms:ViaService')) return [];
  const own = Effect === 'Allow' && Action ? [Action].flat() : [];
  return [...own, ...Object.values(document).flatMap(calledBy)];
}

export interface Stated {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition: unknown;
}

type Made = Readonly<Record<string, unknown>>;
const resources = templates.flatMap((file) => Object.entries(readTemplate(file).Resources));
export const made = (name: string): Made =>
  resources.find(([one]) => one === name)?.[1].Properties ?? {};

/** What is attached to the bot's role, and what that role is born with in other accounts. */
export const ofBot: readonly Made[] = resources
  .map(([, { Properties }]) => Properties)
  .filter(({ Roles, RoleName, Policies }) =>
    RoleName === undefined
      ? /Bot|"prod-access"/.test(JSON.stringify(Roles ?? ''))
      : RoleName === 'prod-access' && Policies !== undefined,
  );
/** The bot takes this role on to give. */
const ofGiver = [made('JoinGroups'), made('Assign')];
export const policyOf = ({ PolicyDocument, Policies }: Made) => PolicyDocument ?? Policies;
export const allowed = new Set([...ofBot, ...ofGiver].map(policyOf).flatMap(allowedBy));
