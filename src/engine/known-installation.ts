/**
 * Whatever we give carries the id of this installation, and by another id nobody finds it: it would
 * be said to be gone, and its fence would stand for ever.
 */

import { Fault } from '../kernel/fault.ts';
import type { Context } from './context.ts';
import { type InForce, loadInForce } from './in-force.ts';

/** @throws Fault cannot-start when what stands at AWS carries another id than ours. */
export async function requireSameInstallation(ctx: Context): Promise<void> {
  const { installation } = ctx.config;
  const { known } = await loadInForce(ctx);
  const before = known && installationOf(known);
  if (before === undefined || before === installation) return;
  const { heads } = await ctx.store.list({ kind: 'holding', states: ['live'], limit: 1 });
  if (heads.length === 0) return;
  const sentence =
    `workspace.installation was ${before} and is ${installation} now, while something stands at ` +
    `AWS that carries ${before}: nobody would find it any more. Set it back to ${before}; it may ` +
    'be changed once nothing is held and no fence stands, some hours after the last end.';
  throw new Fault('cannot-start', sentence);
}

/** Of older releases it is not on record. */
export const installationOf = ({ rules }: InForce): string | undefined =>
  rules?.summary.find(({ part }) => part === 'workspace')?.told['installation']?.text;
