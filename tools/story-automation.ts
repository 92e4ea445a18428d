/** Stories of runbooks: the two that teams had in Change Manager, and one that does the work. */

import { untilEndIsWritten } from '../test/story/deeds.ts';
import { withRunbooks } from '../test/story/runbook-entries.ts';
import * as runbooks from '../test/story/runbooks.ts';
import { CHANNELS, createWorld, PEOPLE, type World } from '../test/story/world.ts';
import {
  expect,
  inThread,
  indent,
  press,
  print,
  showCard,
  showMessages,
  showPolicies,
  showThread,
  title,
} from './story-stage.ts';

export async function automationStory(): Promise<void> {
  const world = await createWorld({ configure: withRunbooks });
  runbooks.putRunbooks(world);
  try {
    await windowStory(world);
    await shiftStory(world);
    await drainStory(world);
    showMessages(world);
  } finally {
    await world.close();
  }
}

/** Asks by the form, where the parameters of the runbook are filled in. */
async function askByForm(
  world: World,
  line: string,
  values: Readonly<Record<string, string>>,
): Promise<string> {
  const { slack } = world;
  title(`aiko: /prod-access ${line}`);
  const before = slack.messages(CHANNELS.approvals).length;
  const aiko = slack.as(PEOPLE.aiko);
  const answer = await aiko.command('/prod-access', line);
  if (Object.keys(values).length > 0) {
    print(indent(slack.plainText(await answer.untilView())));
    title(
      `aiko fills in ${Object.entries(values)
        .map((one) => one.join(' = '))
        .join(', ')}`,
    );
    const { errors } = await aiko.submitView(values);
    for (const [id, words] of Object.entries(errors)) print(`  | ${id}: ${words}`);
    if (Object.keys(errors).length > 0) return '';
  }
  const card = () =>
    slack.messages(CHANNELS.approvals).find((one, at) => at >= before && !one.threadTs);
  await world.runUntil('the card is posted', () => card() !== undefined);
  const { ts = '' } = card() ?? {};
  showCard(world, ts);
  return ts;
}

async function approved(world: World, ts: string): Promise<void> {
  title('ben presses Approve');
  await press(world, PEOPLE.ben, ts, 'Approve');
  await world.runUntil('access is active', () => isActive(world, ts));
  await untilEndIsWritten(world);
}

const isActive = (world: World, ts: string): boolean =>
  inThread(world, ts, 'active until') || inThread(world, ts, 'The runbook is running');

function mayAssume(world: World, isYes: boolean): void {
  const may = world.may('aiko.sato', 'ProdLogReader');
  expect(`AWS: may aiko.sato assume ProdLogReader? ${may ? 'yes' : 'no'}`, may === isYes);
}

/** A dated inline policy: it ends by its date, with the bot dead. */
async function windowStory(world: World): Promise<void> {
  const line = 'prod-window 1h Read the logs of the import, INC-1234';
  await askByForm(world, line, { 'answer:role': 'ProdLogReader"}]' });
  const ts = await askByForm(world, line, { 'answer:role': runbooks.LOG_READER });
  mayAssume(world, false);
  await approved(world, ts);
  mayAssume(world, true);
  showPolicies(world);
  const [document = ''] = runbooks.windowsOf(world);
  const [, end = ''] = /"DateLessThan":\s*\{"aws:CurrentTime":\s*"([^"]+)"/.exec(document) ?? [];
  title(`The bot is killed. A second before ${end}, and in that second`);
  await world.stopBot();
  world.clock.turn(Date.parse(end) - 1_000 - world.clock.nowMs());
  mayAssume(world, true);
  world.clock.turn(1_000);
  mayAssume(world, false);
  title('The bot is started again');
  await world.startBot();
  await world.runUntil('the end is said', () => inThread(world, ts, 'Access ended'), 600_000);
  expect('the policy is gone', runbooks.windowsOf(world).length === 0);
  showThread(world, ts);
}

/** A membership that only the bot takes back, as the card says. */
async function shiftStory(world: World): Promise<void> {
  const ts = await askByForm(world, 'prod-shift 1h Restart a stuck server, INC-1235', {});
  expect('aiko.sato is not in the group', !runbooks.isOnShift(world));
  await approved(world, ts);
  expect('aiko.sato is in the group', runbooks.isOnShift(world));
  title('The bot is killed before the end, and started ten minutes after it');
  await world.stopBot();
  world.clock.turn(70 * 60_000);
  expect('aiko.sato is still in the group, as the card said', runbooks.isOnShift(world));
  await world.startBot();
  await world.runUntil('the end is said', () => inThread(world, ts, 'Access ended'), 600_000);
  expect('aiko.sato is not in the group', !runbooks.isOnShift(world));
  showThread(world, ts);
}

/** Work that nobody gets access for: run once, and followed to its end. */
async function drainStory(world: World): Promise<void> {
  const line = 'prod-drain 1h The queue is stuck, INC-1236';
  const ts = await askByForm(world, line, { 'answer:queue': 'orders' });
  await approved(world, ts);
  await world.runUntil('it is done', () => inThread(world, ts, 'The runbook is done'), 900_000);
  expect('it ran once', runbooks.runsOf(world, 'DrainQueue').length === 1);
  showThread(world, ts);
}
