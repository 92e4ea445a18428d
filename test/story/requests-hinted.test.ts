/** AWS says that a request was filed: it is looked at now, and nothing that is said is believed. */

import { describe, expect, test } from 'vitest';
import { CHANNELS, type World } from './world.ts';
import { quiet } from './quiet.ts';
import { cardOf, carried, file } from './requests.ts';

const hintToken = 'hint-token-of-a-story-0123456789abcdef';

/** As the connection and the API destination of EventBridge do. */
async function hint(world: World, token = hintToken): Promise<number> {
  const url = `http://127.0.0.1:${world.bot().port}/hints/aws`;
  const headers = { 'X-Prod-Access-Hint': token, 'content-type': 'application/json' };
  return (await fetch(url, { method: 'POST', headers, body: '{}' })).status;
}

const cardsOf = (world: World, opsItem: string) =>
  world.slack
    .messages(CHANNELS.approvals)
    .filter((one) => !one.threadTs && world.slack.plainText(one).includes(opsItem));
const looksOf = ({ aws }: World) =>
  aws.calls.filter(({ action }) => action === 'DescribeOpsItems').length / 2;

/** While the clock stands where it is, but for the moments that pass. */
async function untilTold(told: () => boolean): Promise<void> {
  for (let at = 0; at < 200 && !told(); at += 1) await quiet();
}

/** Until the first look of all is over, some seconds after the start. */
const begun = (world: World) => world.runUntil('it has looked once', () => looksOf(world) >= 1);

describe('a hint of EventBridge', () => {
  test(
    'makes a card of what was filed, before the next look is due',
    carried(
      async (world) => {
        await begun(world);
        const [looked, turnedMs] = [looksOf(world), world.clock.offsetMs()];
        const id = file(world);
        expect(await hint(world)).toBe(202);
        await untilTold(() => cardsOf(world, id).length > 0);
        expect(cardsOf(world, id)).toHaveLength(1);
        expect([looksOf(world), world.clock.offsetMs()]).toEqual([looked + 1, turnedMs]);
      },
      { hintToken },
    ),
  );

  test(
    'is answered while AWS is not, and the request becomes a card when AWS is back',
    carried(
      async (world) => {
        await begun(world);
        world.aws.faults.add({ kind: 'failure', times: 1_000, action: 'DescribeOpsItems' });
        const id = file(world);
        for (let at = 0; at < 20; at += 1) expect(await hint(world)).toBe(202);
        await quiet();
        world.aws.faults.clear();
        await cardOf(world, id);
        expect(cardsOf(world, id)).toHaveLength(1);
      },
      { hintToken },
    ),
  );

  test(
    'of somebody without the token changes nothing',
    carried(
      async (world) => {
        await begun(world);
        const looked = looksOf(world);
        const id = file(world);
        expect(await hint(world, `${hintToken}x`)).toBe(401);
        await quiet();
        expect([cardsOf(world, id), looksOf(world)]).toEqual([[], looked]);
        expect(world.log.join('')).toContain('hint-forged');
        await cardOf(world, id);
      },
      { hintToken },
    ),
  );

  test(
    'has nowhere to go where no token is set',
    carried(async (world) => {
      expect(await hint(world)).toBe(404);
    }),
  );
});
