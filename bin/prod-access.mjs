#!/usr/bin/env node
/**
 * Starts the bot on a Node that can run it: this one, or the one the checkout brings along.
 *
 * Plain JavaScript, for it must run on a Node too old for the rest, if only to say so.
 */

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';

const NEEDED = [24, 15];
/** By sysexits: something is wrong with the installation, and trying again will not help. */
const EX_CONFIG = 78;
const root = fileURLToPath(new URL('..', import.meta.url));

if (isRecent(process.versions.node)) await runHere();
else runOn(pinnedRuntime());

async function runHere() {
  // Not in the shared temporary folder, Node's own choice: whoever else may write there could put
  // code into our process. Where this folder cannot be written, Node goes without.
  nodeModule.enableCompileCache?.(`${root}node_modules/.cache/compile`);
  if (!globalThis.Temporal) await import('temporal-polyfill/global').catch(giveUpOnMissing);
  const shortcut = nodeModule.registerHooks?.({ resolve });
  const { main } = await import('../src/main.ts').catch(giveUpOnMissing);
  if (process.argv[2] === 'serve') await import('../src/serve.ts').catch(giveUpOnMissing);
  shortcut?.deregister();
  process.exitCode = await main(process.argv.slice(2));
}

/**
 * Our own imports name their file to the letter. Node would look each of them up on disk, with its
 * links and its package: a tenth of the time until the bot is ready.
 */
function resolve(specifier, context, next) {
  if (!specifier.startsWith('.') || !specifier.endsWith('.ts')) return next(specifier, context);
  const url = new URL(specifier, context.parentURL).href;
  return { url, format: 'module-typescript', shortCircuit: true };
}

/** The same command on another Node; its signals, its output and its end are ours. */
function runOn(runtime) {
  if (runtime === undefined) {
    return giveUp(
      `prod-access needs Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}, ` +
        `and the runtime of the checkout is not installed.\n` +
        `Run "npm ci" in ${root}, or start with a newer Node.`,
    );
  }
  const child = spawn(runtime, process.argv.slice(1), { stdio: 'inherit' });
  // At a terminal Ctrl-C reaches the child already; twice would read as "at once, please".
  const forward = isatty(0) ? ['SIGTERM', 'SIGHUP'] : ['SIGTERM', 'SIGHUP', 'SIGINT'];
  for (const signal of forward) process.on(signal, () => child.kill(signal));
  if (isatty(0)) process.on('SIGINT', () => {});
  child.on('error', (error) => giveUp(`${runtime} does not run here: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}

/** The path of the Node in node_modules, if it is there and new enough. */
function pinnedRuntime() {
  const { platform, arch } = process;
  const system = platform === 'win32' ? 'win' : platform;
  for (const name of [`node-${system}-${arch}`, `node-bin-${system}-${arch}`]) {
    const folder = `${root}node_modules/${name}`;
    const file = `${folder}/bin/node${platform === 'win32' ? '.exe' : ''}`;
    if (existsSync(file) && isRecent(versionOf(folder))) return file;
  }
  return undefined;
}

function versionOf(folder) {
  return JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')).version;
}

function isRecent(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}

function giveUpOnMissing(error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  giveUp(
    `Something prod-access needs is not installed: ${error.message}\nRun "npm ci" in ${root}.`,
  );
  process.exit();
}

function giveUp(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = EX_CONFIG;
}
