/** What happens at AWS itself to requests that are carried here, and what is not carried at all. */

import {
  SendAutomationSignalCommand,
  StopAutomationExecutionCommand,
  type SignalType,
} from '@aws-sdk/client-ssm';
import { describe, expect, test } from 'vitest';
import { MAY_ASK } from '../stand-ins/aws/access-sample.ts';
import { inWorld, letRun, refusal, type, untilThread } from './acts.ts';
import { approve, dmsOf, MINUTE } from './deeds.ts';
import { openSessions, OTHER } from './nodes.ts';
import {
  cardOf,
  clientOf,
  enableRequests,
  file,
  FREE,
  fileAsUser,
  openByToken,
  REQUESTER,
  seen,
  signals,
  statusOf,
  withRequests,
} from './requests.ts';
import { CHANNELS, JUMP, type World, type WorldOptions } from './world.ts';

const CARRIED = { configure: withRequests };
const play =
  (story: (world: World) => Promise<void>, options: WorldOptions = CARRIED) =>
  () =>
    inWorld(async (world) => {
      enableRequests(world);
      await story(world);
    }, options);

const signal = (world: World, id: string, SignalType: SignalType) =>
  clientOf(world, 'Console', 'dai').send(
    new SendAutomationSignalCommand({
      AutomationExecutionId: seen(world, id)?.execution,
      SignalType,
    }),
  );
const opsTold = ({ slack }: World): readonly string[] =>
  slack.messages(CHANNELS.ops).map((one) => slack.plainText(one));

describe('decided at AWS by somebody else', () => {
  test.each([
    ['Approve', 'Approved at AWS by Console/dai, and not here.'],
    ['Reject', 'Rejected at AWS by Console/dai, and not here.'],
  ] as const)('%s: card and thread say so, and nothing more can be decided', (word, said) =>
    play(async (world) => {
      const id = file(world);
      const story = await cardOf(world, id);
      await signal(world, id, word);
      await untilThread(world, story, said, 2 * MINUTE);
      await letRun(world, 2_000);
      expect(story.words()).toContain(said);
      await expect(story.click('ben', 'Approve')).rejects.toThrow();
      expect(signals(world, id)).toHaveLength(1);
    })(),
  );

  test(
    'rejected there a moment before it is approved here: not given, and said why',
    play(async (world) => {
      const id = file(world);
      const story = await cardOf(world, id);
      await signal(world, id, 'Reject');
      await story.click('ben', 'Approve');
      await untilThread(world, story, 'it was decided otherwise at AWS', 2 * MINUTE);
      expect(signals(world, id)).toHaveLength(1);
    }),
  );

  test(
    'approved there a moment before it is approved here: active, with no signal of ours',
    play(async (world) => {
      const id = file(world);
      const story = await cardOf(world, id);
      await signal(world, id, 'Approve');
      await approve(world, story, 'ben');
      expect(signals(world, id)).toHaveLength(1);
    }),
  );

  test(
    'withdrawn at AWS by who asked: withdrawn here',
    play(async (world) => {
      const id = file(world);
      const story = await cardOf(world, id);
      const asker = clientOf(world, REQUESTER, 'aiko.sato');
      const AutomationExecutionId = seen(world, id)?.execution;
      await asker.send(new StopAutomationExecutionCommand({ AutomationExecutionId }));
      await untilThread(world, story, 'Withdrawn at AWS by', 2 * MINUTE);
    }),
  );

  test(
    'revoked at AWS while it is active: it ends here, with its sessions',
    play(async (world) => {
      const id = file(world);
      const story = await cardOf(world, id);
      await approve(world, story, 'ben');
      await openByToken(world, id);
      await signal(world, id, 'Revoke');
      await untilThread(world, story, 'Access ended', 5 * MINUTE);
      expect(openSessions(world)).toEqual([]);
    }),
  );
});

describe('a bad day', () => {
  test.each([
    ['AWS loses the answer to the approval', { kind: 'lost-after', times: 1 }],
    ['AWS throttles it for a while', { kind: 'throttle', times: 9 }],
    ['AWS is away for a minute', { kind: 'failure', times: 12 }],
  ] as const)('%s: approved once, and active', (_, fault) =>
    play(async (world) => {
      const id = file(world);
      const story = await cardOf(world, id);
      world.aws.faults.add({ ...fault, action: 'SendAutomationSignal' });
      await story.click('ben', 'Approve');
      await untilThread(world, story, 'Access is active until', 9 * MINUTE);
      expect(signals(world, id)).toHaveLength(1);
    })(),
  );

  test(
    'the bot is dead at the end: AWS gives no more tokens, and sessions end when it is back',
    play(async (world) => {
      const id = file(world);
      const story = await cardOf(world, id);
      await approve(world, story, 'ben');
      await openByToken(world, id);
      await world.stopBot();
      world.clock.turn(61 * MINUTE);
      expect(statusOf(world, id)).toBe('Expired');
      expect(openSessions(world)).toHaveLength(1);
      await world.startBot();
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
      expect(openSessions(world)).toEqual([]);
    }),
  );

  test(
    'two replicas see it at once: one card, one approval',
    play(
      async (world) => {
        const id = file(world);
        const story = await cardOf(world, id);
        await letRun(world, MINUTE);
        const cards = world.slack
          .messages(CHANNELS.approvals)
          .filter((one) => !one.threadTs && world.slack.plainText(one).includes(id));
        expect(cards).toHaveLength(1);
        await approve(world, story, 'ben');
        expect(signals(world, id)).toHaveLength(1);
      },
      { ...CARRIED, replicas: 2 },
    ),
  );
});

describe('an approval for less than AWS gives', () => {
  test(
    'is revoked at AWS when it is over',
    play(async (world) => {
      enableRequests(world, 12);
      const id = file(world);
      const story = await cardOf(world, id);
      expect(story.words()).toContain('8 h');
      await approve(world, story, 'ben');
      world.clock.turn(8 * 60 * MINUTE + MINUTE);
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
      expect(statusOf(world, id)).toBe('Revoked');
    }),
  );
});

describe('what is not carried', () => {
  test(
    'of an IAM user: explained to them and to the operators, once',
    play(async (world) => {
      world.aws.account(JUMP).putPolicy('users', 'aiko.sato', 'ask', MAY_ASK);
      const id = await fileAsUser(world, 'aiko.sato');
      await world.runUntil('aiko is told', () => dmsOf(world, 'aiko').length > 0);
      expect(dmsOf(world, 'aiko').join()).toContain('AWS denies just-in-time node access to IAM');
      await letRun(world, 3 * MINUTE);
      expect(dmsOf(world, 'aiko')).toHaveLength(1);
      expect(opsTold(world).filter((one) => one.includes(id))).toHaveLength(1);
    }),
  );

  test.each([
    ['of nobody we know', { as: 'someone' }, 'is of nobody we know'],
    ['for a node of no entry', { node: OTHER }, 'No entry of the catalogue covers'],
    ['under a name that anybody could choose', { role: FREE }, 'choose the name'],
  ] as const)('%s: left to AWS, and said to the operators once', (_, filing, said) =>
    play(async (world) => {
      const id = file(world, filing);
      const told = () => opsTold(world).filter((one) => one.includes(id));
      await world.runUntil('the operators are told', () => told().length > 0);
      await letRun(world, 2 * MINUTE);
      expect(told()).toHaveLength(1);
      expect(told().join()).toContain(said);
      expect(statusOf(world, id)).toBe('Pending');
    })(),
  );

  test(
    'is rejected with the reason, where the configuration says so',
    play(
      async (world) => {
        const id = file(world, { as: 'someone' });
        await world.runUntil('it is rejected', () => statusOf(world, id) === 'Rejected');
        expect(signals(world, id).join()).toContain('is of nobody we know');
      },
      { configure: (text) => `${withRequests(text)}\njitna:\n  unmatched: reject\n` },
    ),
  );

  test(
    'is carried after all, once somebody mapped the name',
    play(async (world) => {
      const id = file(world, { as: 'aiko@example.com' });
      const told = () => opsTold(world).some((one) => one.includes(id));
      await world.runUntil('the operators are told', told);
      await world.stopBot();
      await world.startBot(
        (text) => `${withRequests(text)}\njitna:\n  people: { "aiko@example.com": aiko }\n`,
      );
      const story = await cardOf(world, id);
      expect(await refusal(world, 'aiko', story)).toContain('cannot approve your own');
    }),
  );
});

test(
  'in chat it is not asked for: who tries is told where',
  play(async (world) => {
    const said = await type(world, 'aiko', 'prod-nodes 1h Look at the disk of the bastion');
    expect(said).toContain('This is asked for at AWS');
  }),
);
