/** Stories of Session Manager: a shell on a bastion, and a tunnel with a console role beside it. */

import { keyOf, shell, withoutMfa } from '../test/story/at-aws.ts';
import { untilEndIsWritten } from '../test/story/deeds.ts';
import * as nodes from '../test/story/nodes.ts';
import { createWorld, PEOPLE, type World } from '../test/story/world.ts';
import {
  ask,
  expect,
  inThread,
  press,
  print,
  showCard,
  showDeeds,
  showMessages,
  showPolicies,
  showThread,
  title,
  untilLookedBack,
} from './story-stage.ts';

export const shellStory = (): Promise<void> =>
  tell('prod-shell 1h Look at the disk of the bastion, INC-1234', nodes.SHELL, undefined);

export const portForwardStory = (): Promise<void> =>
  tell('prod-gui 1h Move the stuck import along, INC-1234', nodes.GUI, 'ProdLogReader');

/** @param role of the same grant, for whose console the tunnel is opened. */
async function tell(line: string, document: string, role: string | undefined): Promise<void> {
  const world = await createWorld({ configure: (text) => withoutMfa(nodes.withNodes(text)) });
  nodes.putNodes(world);
  const answers = (isYes: boolean) => showAnswers(world, { document, role, isYes });
  try {
    const ts = await ask(world, line);
    answers(false);
    title('ben presses Approve');
    await press(world, PEOPLE.ben, ts, 'Approve');
    await world.runUntil('access is active', () => inThread(world, ts, 'active until'));
    await untilEndIsWritten(world);
    showCard(world, ts);
    answers(true);
    showPolicies(world);
    title('aiko opens two sessions, and tries to run a command');
    for (let count = 0; count < 2; count += 1) await shell(world, document);
    for (const one of nodes.openSessions(world)) {
      print(`  | ${one.id} on ${one.node} by ${one.document}`);
    }
    showDeeds(world, keyOf(world), [['ssm:SendCommand', false]]);
    title('The bot is killed. A second before the end, and in the second of the end');
    const endMs = endOf(world);
    await world.stopBot();
    world.clock.turn(endMs - 1_000 - world.clock.nowMs());
    answers(true);
    world.clock.turn(1_000);
    answers(false);
    expect('both sessions are still open', nodes.openSessions(world).length === 2);
    title('The bot is started again');
    await world.startBot();
    await world.runUntil('the end is said', () => inThread(world, ts, 'Access ended'), 600_000);
    expect('no session is open', nodes.openSessions(world).length === 0);
    await untilLookedBack(world, ts, 'What aiko.sato did');
    showThread(world, ts);
    showMessages(world);
  } finally {
    await world.close();
  }
}

interface Asked {
  readonly document: string;
  readonly role: string | undefined;
  readonly isYes: boolean;
}

function showAnswers(world: World, { document, role, isYes }: Asked): void {
  const said = (is: boolean) => (is ? 'yes' : 'no');
  const may = nodes.mayOpen(world, { document });
  const what = `open ${document} on ${nodes.BASTION}`;
  expect(`AWS: may aiko.sato ${what}? ${said(may)}`, may === isYes);
  if (role === undefined) return;
  const assumes = world.may('aiko.sato', role);
  expect(`AWS: may aiko.sato assume ${role}? ${said(assumes)}`, assumes === isYes);
}

/** As AWS has it: in the document that allows. */
function endOf({ aws }: World): number {
  const inline = aws.account('444455556666').state().users['aiko.sato']?.inline ?? {};
  const allow = Object.entries(inline).find(([name]) => name.endsWith('-allow'))?.[1] ?? '';
  const [, end = ''] = /"DateLessThan":\{"aws:CurrentTime":"([^"]+)"/.exec(allow) ?? [];
  return Date.parse(end);
}
