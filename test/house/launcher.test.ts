/** The launcher, as a real process: on a good Node, on an old one, and with nothing installed. */

import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from './checkout.ts';

/** Says what it was given, and waits to be told to stop if asked to. */
const MAIN = `
export async function main(argv: readonly string[]): Promise<number> {
  const answer = { argv, pid: process.pid, node: process.versions.node };
  if (argv[0] === 'wait') {
    const stopped = new Promise<void>((done) => process.once('SIGTERM', () => done()));
    const awake = setInterval(() => {}, 1000);
    process.stdout.write(JSON.stringify(answer) + '\\n');
    await stopped;
    clearInterval(awake);
    return 3;
  }
  process.stdout.write(JSON.stringify(answer) + '\\n');
  return argv[0] === 'fail' ? 7 : 0;
}
`;

/** Makes the Node that reads it say that it is old. What it starts is not told. */
const OLD = `data:text/javascript,${encodeURIComponent(`
  const value = { ...process.versions, node: '20.20.2' };
  Object.defineProperty(process, 'versions', { value });
`)}`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'launcher-'));
  checkoutAt('whole', { packages: true, main: MAIN });
  checkoutAt('bare', { packages: false, main: MAIN });
  checkoutAt('half', { packages: true, main: "import 'not-installed';\n" });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('on a Node that is new enough', () => {
  test('the program runs in the same process, with what was typed', () => {
    const run = launch('bare', { argv: ['audit', 'verify', '--all', 'a b'] });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(run.stdout)).toMatchObject({
      argv: ['audit', 'verify', '--all', 'a b'],
      pid: run.pid,
    });
  });

  test('it finds its folder by a link from elsewhere, as on the path of the image', () => {
    const link = join(folder, 'prod-access');
    symlinkSync(launcherOf('bare'), link);
    const run = spawnSync(process.execPath, [link, 'revoke'], { cwd: '/', encoding: 'utf8' });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(run.stdout)).toMatchObject({ argv: ['revoke'], pid: run.pid });
  });

  test('its exit code is the exit code', () => {
    expect(launch('bare', { argv: ['fail'] }).status).toBe(7);
  });

  test('a package that is not installed is named, with what to do', () => {
    const run = launch('half', { argv: [] });
    expect(run).toMatchObject({ status: 78, stdout: '' });
    expect(run.stderr).toMatch(/not-installed[\s\S]*npm ci/);
    expect(run.stderr).not.toContain('    at ');
  });
});

describe('on a Node that is too old', () => {
  test('the runtime of the checkout takes over, with what was typed', () => {
    const run = launch('whole', { argv: ['explain', 'a b', '--x'], old: true });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    const answer = JSON.parse(run.stdout) as { argv: string[]; pid: number; node: string };
    expect(answer.argv).toEqual(['explain', 'a b', '--x']);
    expect(answer.pid).not.toBe(run.pid);
    expect(Number(answer.node.split('.')[0])).toBeGreaterThanOrEqual(24);
  });

  test('its exit code is the exit code', () => {
    expect(launch('whole', { argv: ['fail'], old: true }).status).toBe(7);
  });

  test('a signal reaches the program, which stops in its own way', async () => {
    const child = spawn(process.execPath, ['--import', OLD, launcherOf('whole'), 'wait'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    child.stdout.once('data', () => child.kill('SIGTERM'));
    const said = await text(child.stdout);
    expect(JSON.parse(said)).toMatchObject({ argv: ['wait'] });
    expect(await ended).toBe(3);
  });

  test('without the runtime it says what is wrong and what to do', () => {
    const run = launch('bare', { argv: ['serve'], old: true });
    expect(run).toMatchObject({ status: 78, stdout: '' });
    expect(run.stderr).toMatch(/needs Node 24\.15 or newer; this is 20\.20\.2[\s\S]*npm ci/);
  });
});

function checkoutAt(name: string, { packages, main }: { packages: boolean; main: string }): void {
  const root = join(folder, name);
  mkdirSync(join(root, 'src'), { recursive: true });
  cpSync(join(ROOT, 'bin'), join(root, 'bin'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(join(root, 'src', 'main.ts'), main);
  if (packages) linkRuntime(join(root, 'node_modules'));
}

/** The runtime alone, so that what the launcher writes beside it stays in the temporary folder. */
function linkRuntime(packages: string): void {
  mkdirSync(packages);
  const from = join(ROOT, 'node_modules');
  for (const name of readdirSync(from).filter((one) => /^node-(bin-)?[a-z]+-\w+$/.test(one))) {
    symlinkSync(join(from, name), join(packages, name), 'dir');
  }
}

const launcherOf = (name: string): string => join(folder, name, 'bin', 'prod-access.mjs');

function launch(name: string, { argv, old = false }: { argv: string[]; old?: boolean }) {
  const command = [...(old ? ['--import', OLD] : []), launcherOf(name), ...argv];
  return spawnSync(process.execPath, command, { encoding: 'utf8' });
}
