/** The chats of one replica: one of the two, or both as one, as the program puts them together. */

import { bothAsOne } from '../../adapters/chats/both.ts';
import type { Platform } from '../../adapters/chats/platform.ts';
import type { Board } from './board.ts';
import type { Gate } from './gate.ts';
import type { People } from './people.ts';
import type { Script } from './script.ts';

interface Around {
  readonly board: Board;
  readonly people: People;
  readonly script: Script;
}

export function chatsBehind(
  gate: Gate,
  { board, people, script }: Around,
): Pick<Platform, 'chat' | 'directory'> {
  const chat = board.behind(gate);
  const slack = { chat, directory: people.behind(gate) };
  const teams = { chat, directory: people.behindTeams(gate) };
  if (script.chats !== 'both') return script.chats === 'slack' ? slack : teams;
  // People are let in by the deeds of the script.
  const way = { start: async () => {}, stop: async () => {}, ready: () => true, looks: () => [] };
  return bothAsOne({ slack: { ...slack, ...way }, teams: { ...teams, ...way } });
}
