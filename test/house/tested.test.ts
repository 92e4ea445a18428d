/** Nothing decides without a test that says what it should decide. */

import { describe, expect, test } from 'vitest';
import { sources } from './checkout.ts';
import { unloaded, untested } from './tested.ts';

/** What may go without a test of its own noun, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'src/serve.ts': 'puts the halves together; every story runs it',
  'src/reread.ts': 'asks the adapters; test/story/reload.test.ts plays it',
  'src/reload.ts': 'starts and stops what stories run; test/story/reload.test.ts looks at it',
  'src/looks.ts': 'asks the adapters; the tests of doctor run the program with it',
  'src/beside.ts': 'puts tested halves together; test/process/commands.test.ts runs it',
  'src/beside-store.ts': 'puts tested halves together; test/process/commands.test.ts runs it',
  'src/alone.ts': 'puts tested halves together; test/process/commands.test.ts runs it',
  'src/rules.ts': 'puts tested halves together; test/process/rules.test.ts runs it',
  'src/move.ts': 'puts tested halves together; test/process/move.test.ts runs it',
  'src/main.ts': 'puts two tested halves together; test/house/launcher.test.ts starts it',
  'src/kernel/brand.ts': 'gives strings their types and changes nothing',
  'src/kernel/log.ts': 'a port of one method and a log that says nothing',
};

const file = (path: string, text = 'export function rule(): void {}') => ({ path, text });

describe('tests', () => {
  test('speak of every file of the core that decides something', () => {
    expect(untested(sources, EXCEPTIONS)).toEqual([]);
  });

  test('load every adapter', () => {
    expect(unloaded(sources)).toEqual([]);
  });

  test('speak of what they load, directly or through files of the same noun', () => {
    const rule = file('src/kernel/time-scan.ts');
    const direct = file('test/kernel/a.test.ts', "import '../../src/kernel/time-scan.ts';");
    const door = file('src/kernel/time.ts', "import './time-scan.ts';");
    const through = file('test/kernel/b.test.ts', "import '../../src/kernel/time.ts';");
    expect(untested([rule], {})).toHaveLength(1);
    expect(untested([rule, direct], {})).toEqual([]);
    expect(untested([rule, door, through], {})).toEqual([]);
  });

  test('of another noun, or of the types alone, do not count', () => {
    const rule = file('src/kernel/time.ts');
    const other = file('src/policy/rule.ts', "import '../kernel/time.ts';");
    const far = file('test/policy/rule.test.ts', "import '../../src/policy/rule.ts';");
    const types = "import type { Rule } from '../../src/kernel/time.ts';";
    expect(untested([rule, other, far], {})).toHaveLength(1);
    expect(untested([rule, file('test/kernel/time.test.ts', types)], {})).toHaveLength(1);
  });

  test('of stories speak of the verbs they come through', () => {
    const verb = file('src/engine/review-request.ts');
    const app = file('src/app.ts', "import './engine/review-request.ts';");
    const story = file('test/story/ask.test.ts', "import '../../src/app.ts';");
    expect(untested([verb, app, story], {})).toEqual([]);
    expect(untested([verb, app], {})).toHaveLength(1);
  });

  test('need not speak of types', () => {
    expect(untested([file('src/ports/store.ts', 'export interface Store {}')], {})).toEqual([]);
  });

  test('load an adapter over any number of files', () => {
    const store = file('adapters/sqlite/store.ts');
    const contract = file('test/contract/x.ts', "import '../../adapters/sqlite/store.ts';");
    const own = file('test/adapters/sqlite.test.ts', "import '../contract/x.ts';");
    expect(unloaded([store, contract])).toHaveLength(1);
    expect(unloaded([store, contract, own])).toEqual([]);
  });
});
