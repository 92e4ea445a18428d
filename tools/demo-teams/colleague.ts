/** What colleagues do who do not sit before the Playground: sent to the bot as Teams would. */

import { randomUUID } from 'node:crypto';
import { isWire, part, partsOf, type Wire, word } from '../../adapters/teams/wire.ts';
import { SAMPLE, SAMPLE_IDS } from '../../test/stand-ins/teams/sample.ts';

export interface Colleagues {
  /** Keeps the card that stands in the channel now. */
  posted(message: string, activity: object): void;
  /** Presses Approve on the newest card; what the bot says to whoever pressed, if anything. */
  approve(name: string): Promise<string>;
}

export interface ColleaguesOptions {
  readonly endpoint: () => string;
  readonly service: string;
}

export function createColleagues({ endpoint, service }: ColleaguesOptions): Colleagues {
  const cards = new Map<string, object>();

  async function press(name: string, message: string, action: Wire): Promise<string> {
    const response = await fetch(endpoint(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(pressOf({ name, message, action, service })),
    });
    const answer: unknown = await response.json();
    return word(answer, 'value');
  }

  return {
    posted: (message, activity) => void cards.set(message, activity),
    async approve(name) {
      const open = [...cards].reverse().flatMap(([message, activity]) => {
        const action = approvalOn(activity);
        return action ? [{ message, action }] : [];
      });
      const [newest] = open;
      return newest ? press(name, newest.message, newest.action) : 'No card waits for anybody.';
    },
  };
}

function approvalOn(activity: object): Wire | undefined {
  const [attachment] = partsOf(activity, 'attachments');
  const actions = partsOf(part(attachment, 'content'), 'actions');
  return actions.find((one) => word(part(one, 'data'), 'act') === 'approve');
}

interface Press {
  readonly name: string;
  readonly message: string;
  readonly action: Wire;
  readonly service: string;
}

function pressOf({ name, message, action, service }: Press) {
  const person = SAMPLE.people.find((one) => one.name === name);
  if (!person || !isWire(action)) throw new Error(`Nobody here is called ${name}.`);
  const { tenantId, bot } = SAMPLE;
  const { aadObjectId, displayName } = person;
  const { type, verb, data } = action;
  return {
    type: 'invoke',
    name: 'adaptiveCard/action',
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl: service,
    from: { id: aadObjectId, aadObjectId, name: displayName },
    recipient: { id: `28:${bot.appId}` },
    conversation: {
      id: `${SAMPLE_IDS.approvals};messageid=${message}`,
      conversationType: 'channel',
      isGroup: true,
      tenantId,
    },
    channelData: { tenant: { id: tenantId } },
    replyToId: message,
    value: { action: { type, verb, data }, trigger: 'manual' },
  };
}
