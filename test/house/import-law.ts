/** Who may know whom: the order of the core, and what lies around it. */

import type { Breach } from './checkout.ts';
import type { Import } from './imports.ts';

/** From the ground up; each knows those before it. Two in one row do not know each other. */
const ORDER: ReadonlyArray<readonly string[]> = [
  ['kernel'],
  ['catalog'],
  ['policy'],
  ['request'],
  ['grant'],
  ['holding'],
  ['audit', 'work'],
  ['case-file'],
  ['card'],
  ['ports'],
  // Below the engine, which reads its types; the parser in it needs nothing of the engine.
  ['config'],
  ['engine'],
  ['ops'],
  ['app.ts'],
  ['serve.ts'],
  ['reread.ts'],
  ['reload.ts'],
  ['looks.ts'],
  ['beside.ts'],
  ['beside-store.ts'],
  ['alone.ts'],
  ['rules.ts'],
  ['move.ts'],
  ['main.ts'],
];

/** The files that know both halves: what was typed, what runs, and what works beside it. */
export const HALVES: readonly string[] = [
  'main',
  'serve',
  'reread',
  'reload',
  'looks',
  'beside',
  'beside-store',
  'alone',
  'rules',
  'move',
].map((name) => `src/${name}.ts`);

/** What the core may take from outside, and where. */
const OUTSIDE: Readonly<Record<string, (path: string) => boolean>> = {
  'node:crypto': () => true,
  yaml: (path) => path.startsWith('src/config/'),
  zod: (path) => path.startsWith('src/config/'),
};

/** Adapters for a chat drive the engine; all others only serve its ports. */
const DRIVERS = ['slack', 'teams'];
/** What chats have in common: it knows none of them. */
const COMMON = 'chats';
/** And of that what is good for whoever asks somebody: it knows nothing but a clock. */
const REMEMBERS = 'adapters/chats/remembered.ts';
const SERVED = ['kernel', 'catalog', 'policy', 'request', 'holding', 'audit', 'work'].concat([
  'case-file',
  'card',
  'ports',
]);

/** The breaches of one import; none, if it is lawful. */
export function breachesOf(one: Import): Breach[] {
  const at = `${one.from}:${one.line}`;
  return (
    top(one.from) === 'src' ? ofCore(one) : top(one.from) === 'adapters' ? ofAdapter(one) : []
  )
    .concat(ofAnyone(one))
    .map((why) => `${at} imports ${one.to}: ${why}`);
}

/** What the program is put together from, by name. */
const isRegistry = (path: string): boolean => /^adapters\/registry(-\w+)?\.ts$/.test(path);

function ofCore({ from, to, own }: Import): string[] {
  if (!own) {
    if (HALVES.includes(from) && to.startsWith('node:')) return [];
    return OUTSIDE[to]?.(from) ? [] : ['the core takes nothing from outside but what is listed'];
  }
  if (top(to) !== 'src') {
    if (HALVES.includes(from) && isRegistry(to)) return [];
    return ['the core knows itself only (main.ts and serve.ts also adapters/registry.ts)'];
  }
  const [here, there] = [rank(from), rank(to)];
  if (here === -1) return [`${room(from)} has no place in the order`];
  if (room(from) === room(to) || there < here) return there === -1 ? ['it has no place'] : [];
  return [`${room(to)} does not come before ${room(from)}`];
}

function ofAdapter({ from, to, own, kind }: Import): string[] {
  if (!own) return [];
  if (top(to) === 'adapters') return betweenAdapters({ from, to, kind });
  if (top(to) !== 'src') return ['adapters stand on the core, not on tests or tools'];
  if (SERVED.includes(room(to))) return [];
  if (isRegistry(from) && room(to) === 'engine') return [];
  if (room(to) === 'config') return kind === 'type' ? [] : ['of config, adapters know types only'];
  if (room(to) === 'engine' && [...DRIVERS, COMMON].includes(room(from))) return [];
  return [`adapters do not know ${room(to)}`];
}

function betweenAdapters({ from, to, kind }: Pick<Import, 'from' | 'to' | 'kind'>): string[] {
  if (isRegistry(from)) {
    return kind === 'static' ? ['the registry loads an adapter only when it is named'] : [];
  }
  if (to === REMEMBERS) return [];
  if (room(to) === COMMON && DRIVERS.includes(room(from))) return [];
  return room(from) === room(to) ? [] : ['adapters never know each other'];
}

function ofAnyone({ from, to, own }: Import): string[] {
  const why: string[] = [];
  if (isRegistry(to) && top(from) === 'adapters') {
    why.push('only main.ts knows the registry');
  }
  if (to.startsWith('@cloud-copilot/') && top(from) !== 'test') {
    why.push('its licence keeps it to tests');
  }
  if (own && !/\.(ts|json|mjs)$/.test(to)) why.push('a path names its file, ending and all');
  return why;
}

const top = (path: string): string => path.split('/')[0] ?? '';
/** `kernel` of `src/kernel/time.ts`, `main.ts` of `src/main.ts`. */
const room = (path: string): string => path.split('/')[1] ?? '';
const rank = (path: string): number => ORDER.findIndex((row) => row.includes(room(path)));
