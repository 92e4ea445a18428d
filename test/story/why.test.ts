/** Nobody is refused without knowing why: in the refusal itself, and whenever they ask. */

import { describe, expect, test } from 'vitest';
import { inWorld, type } from './acts.ts';

describe('why', () => {
  test('an entitlement is explained before anything is asked for', () =>
    inWorld(async (world) => {
      const why = await type(world, 'aiko', 'why prod-db');
      expect(why).toContain('Rule prod-two-people applies (it names prod-db)');
      expect(why).toContain('0 of 2 from sre-leads. Could approve: ben, chie, dai');
      expect(why).toContain('Rule prod-one-person does not match');
    }));

  test('a refusal brings along the rule that spoke, and no names of people', () =>
    inWorld(async (world) => {
      const refused = await type(world, 'mallory', 'prod-db 1h Restart the stuck replica');
      expect(refused).toContain('You cannot ask for prod-db: it is for engineers');
      expect(refused).toContain('Rule prod-two-people applies (it names prod-db)');
      expect(refused).toContain('The requester is not eligible by it');
      expect(refused).not.toContain('ben');
      const why = await type(world, 'mallory', 'why prod-db');
      expect(why).toContain('You cannot ask for prod-db');
      expect(why).not.toContain('ben');
    }));

  test('a name that is nothing here is told what there is', () =>
    inWorld(async (world) => {
      expect(await type(world, 'aiko', 'why prod-dbs')).toContain('“prod-dbs”');
    }));
});
