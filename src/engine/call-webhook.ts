/** The webhook is told of a request that waits: whose approval is missing, and until when. */

import type { CaseFile } from '../case-file/case-file.ts';
import { lapseAt } from '../case-file/lapse.ts';
import { whoName } from '../policy/eligibility.ts';
import type { Effect } from '../work/effect.ts';
import type { Context } from './context.ts';

/** As it waits now: of what was decided meanwhile nobody has to hear. */
export async function callWebhook(
  ctx: Context,
  file: CaseFile,
  { seq, event }: Extract<Effect, { kind: 'webhook' }>,
): Promise<void> {
  const { id, request, nudges, card } = file;
  if (!ctx.webhook || !nudges || request.state !== 'pending') return;
  const names = (of: readonly string[]) => [...new Set(of)];
  await ctx.webhook.post(
    {
      event,
      id,
      entitlement: request.entitlement,
      requester: request.requester.name,
      level: names(nudges.missing.map(({ level }) => level)).join(', '),
      from: names(nudges.missing.flatMap(({ from }) => from.map(whoName))),
      lapseMs: lapseAt(file),
      ...(card && { card }),
    },
    `${id}:${seq}`,
  );
}
