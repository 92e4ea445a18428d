/** Slack, held to the contract of every chat. */

import { personKey } from '../../../src/kernel/brand.ts';
import { chatContract } from '../../contract/chat.ts';
import { startBench } from './bench.ts';

const key = (id: string) => personKey('slack', 'T0STANDIN', id);

chatContract('Slack', async () => {
  const { slack, workspace, stop } = await startBench('http');
  const words = (channel: string) =>
    workspace
      .messages(channel)
      .filter(({ threadTs, ts }) => threadTs === undefined || threadTs === ts)
      .map((message) => workspace.plainText(message));
  return {
    chat: slack.chat,
    channels: {
      open: 'C_PROD',
      foreign: 'C_RANDOM',
      archived: 'C_OLD',
      shared: 'C_PARTNER',
      missing: 'C_NONE',
    },
    people: { aiko: key('U_AIKO'), left: key('U_GONE') },
    messages: words,
    thread: ({ channel, message }) => workspace.thread(channel, message),
    told: (person) =>
      workspace.as(person.split(':')[2] ?? '').dms.map((message) => workspace.plainText(message)),
    remove: ({ channel, message }) =>
      workspace.change(({ messages }) => {
        messages[channel] = (messages[channel] ?? []).filter(({ ts }) => ts !== message);
      }),
    falls: () => void workspace.faults.add({ trouble: { kind: 'down', how: 'destroy' } }),
    rises: () => workspace.faults.clear(),
    close: stop,
  };
});
