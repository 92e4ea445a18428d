/** What Teams tells its bots beyond messages: who installed the app, which channel is gone. */

import type { JsonObject } from '../slack/json.ts';
import { activityOf, botAccount, type Origin } from './envelope.ts';
import type { Outbox } from './outbox.ts';
import type { Place } from './place.ts';
import type { Person, Team } from './state.ts';
import { channelById, chatOf, membersOf } from './workspace.ts';

export interface Events {
  /** For a person by name, or for a team by id. The bot is told. */
  readonly install: (whose: string) => Promise<void>;
  readonly uninstall: (whose: string) => Promise<void>;
  readonly removeChannel: (id: string) => Promise<void>;
}

export function createEvents(origin: Origin, outbox: Outbox): Events {
  const { workspace } = origin;
  const { state } = workspace;
  const tell = async (person: Person, place: Place, part: JsonObject) => {
    workspace.changed();
    await outbox.send(activityOf(origin, person, place, part));
  };
  async function turn(whose: string, installed: boolean): Promise<void> {
    const action = installed ? 'add' : 'remove';
    const [who, place] = whereOf(origin, whose, installed);
    const members = { [installed ? 'membersAdded' : 'membersRemoved']: [botAccount(state.bot)] };
    // A person who throws the app out is told of only as an update of the installation.
    if (installed || place.kind === 'channel') {
      await tell(who, place, { type: 'conversationUpdate', ...members });
    }
    await tell(who, place, { type: 'installationUpdate', action });
  }
  return {
    install: (whose) => turn(whose, true),
    uninstall: (whose) => turn(whose, false),
    removeChannel: async (id) => {
      const found = channelById(state, id);
      if (found === undefined || found.team.id === id) throw new Error(`No channel ${id} to end.`);
      const { team, channel } = found;
      const channels = team.channels.filter((one) => one.id !== id);
      state.teams[team.id] = { ...team, channels };
      const channelData = {
        eventType: 'channelDeleted',
        tenant: { id: state.tenantId },
        team: { id: team.id, name: team.name },
        channel: { id, name: channel.name },
      };
      const place = general(state.teams[team.id] ?? team);
      await tell(anyMember(origin, team), place, { type: 'conversationUpdate', channelData });
    },
  };
}

/** Changes the installation, and says who did it and where. */
function whereOf({ workspace }: Origin, whose: string, installed: boolean): [Person, Place] {
  const { state } = workspace;
  const person = state.people[whose];
  if (person !== undefined) {
    const next = { ...person, installed };
    state.people[whose] = next;
    return [next, { kind: 'personal', id: chatOf(next), person: next }];
  }
  const team = state.teams[whose];
  if (team === undefined) throw new Error(`There is neither a person nor a team ${whose}.`);
  const next = { ...team, installed };
  state.teams[whose] = next;
  return [anyMember({ workspace }, next), general(next)];
}

const general = (team: Team): Place => ({
  kind: 'channel',
  id: team.id,
  team,
  channel: { id: team.id, name: 'General' },
});

function anyMember({ workspace }: Pick<Origin, 'workspace'>, team: Team): Person {
  const [first] = membersOf(workspace.state, team);
  if (first === undefined) throw new Error(`Nobody is in ${team.name}.`);
  return first;
}
