/** The table of the records is too busy, or shut, when access ends: it ends, and is told later. */

import { expect, test } from 'vitest';
import { letRun, obtain, untilThread } from './acts.ts';
import { audit } from './sound.ts';
import { startFaulty, type Trouble } from '../stand-ins/dynamodb/faulty.ts';
import { createWorld, JUMP } from './world.ts';

const MINUTE = 60_000;
const ACTIONS = ['PutItem', 'GetItem', 'Query'];

test.each<[string, Trouble]>([
  ['is too busy', 'throttle'],
  ['may not be used any more', 'denied'],
])(
  'F55: a table that %s: access ends by its date, and is removed and told after',
  async (_, trouble) => {
    const world = await createWorld({ replicas: 1 });
    const faulty = await startFaulty(process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '');
    try {
      await world.stopBot();
      process.env['AWS_ENDPOINT_URL_DYNAMODB'] = faulty.endpoint;
      await world.startBot();
      const story = await obtain(world, 'prod-db 1h Restart the stuck replica');
      await letRun(world, 20_000);
      for (const action of ACTIONS) faulty.add(action, trouble, Infinity);
      world.clock.turn(61 * MINUTE);
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
      await letRun(world, MINUTE);
      expect(Object.keys(world.aws.account(JUMP).user('aiko.sato')?.inline ?? {})).not.toEqual([]);
      faulty.clear();
      await untilThread(world, story, 'Access ended', 10 * MINUTE);
      const names = Object.keys(world.aws.account(JUMP).user('aiko.sato')?.inline ?? {});
      expect(names.filter((name) => name.endsWith('-allow'))).toEqual([]);
      expect(await audit(world)).toMatchObject({ ok: true });
      const why = trouble === 'throttle' ? 'DynamoDB is too busy' : 'deploy/users-account.yml';
      expect(world.log.join()).toContain(why);
    } finally {
      await world.close();
      await faulty.close();
    }
  },
  60_000,
);
