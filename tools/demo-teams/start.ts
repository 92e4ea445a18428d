/** Starts the demo in Teams and takes lines: what colleagues do, how far the clock is turned. */

import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { readDuration } from '../../src/config/duration.ts';
import { giveUp } from '../demo/alone.ts';
import { startTeamsDemo, type TeamsDemo } from './demo.ts';

const FOLDER = fileURLToPath(new URL('../../.demo-teams', import.meta.url));
const PORT = 56_150;
const HELP = `In its page you are aiko. The plus beside the message box, Action Command, Create
opens the form; or write "prod-db 1h Restart the stuck replica". The others are played here:
  approve ben      ben presses Approve on the newest card; or chie, dai, mallory, finn, aiko
  turn 61m         turns the clock forward
  quit
`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function carryOut(demo: TeamsDemo, line: string): Promise<void> {
  const [verb = '', what = ''] = line.trim().split(/\s+/);
  const ms = readDuration(what);
  if (verb === 'approve') return say((await demo.approve(what)) || `${what} has pressed Approve.`);
  if (verb === 'turn' && ms !== undefined) return demo.turn(ms);
  if (line.trim() !== '') say(HELP);
}

const isJapanese = process.argv.includes('ja');
const demo = await startTeamsDemo({
  folder: FOLDER,
  port: PORT,
  language: isJapanese ? 'ja' : 'en',
}).catch(giveUp);
say(`The demo in Teams plays at ${demo.url}  (Ctrl-C ends it)\n\n${HELP}`);
const lines = createInterface({ input: process.stdin });
const over = () => void demo.close().finally(() => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, over);
lines.on('line', (line) => {
  if (line.trim() === 'quit') return over();
  carryOut(demo, line).catch((error: unknown) => say(String(error)));
});
