/** Which source files decide something, and which test speaks about each. */

import type { Breach, File } from './checkout.ts';
import { reached } from './cycles.ts';
import { allImports, type Import } from './imports.ts';

/** Verbs put many nouns to work: stories and simulations speak of them as well as own tests. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  engine: ['test/engine/', 'test/story/', 'test/sim/'],
  'app.ts': ['test/story/', 'test/sim/'],
};

/**
 * A file decides something if it exports a function. A test speaks of it that stands in the folder
 * of the same noun and loads it, directly or through other files of that noun. What is loaded only
 * on the way to something else is tested by accident.
 */
export function untested(
  files: readonly File[],
  exceptions: Readonly<Record<string, string>>,
): Breach[] {
  const imports = allImports(files);
  const spoken = new Map<string, ReadonlySet<string>>();
  const spokenOf = (room: string) => {
    const known = spoken.get(room) ?? loadedByTestsOf(room, files, imports);
    spoken.set(room, known);
    return known;
  };
  return files
    .filter(({ path, text }) => path.startsWith('src/') && decides(text) && !(path in exceptions))
    .filter(({ path }) => !spokenOf(roomOf(path)).has(path))
    .map(
      ({ path }) => `${path} decides something, and ${homes(roomOf(path)).join(', ')} is silent`,
    );
}

function loadedByTestsOf(
  room: string,
  files: readonly File[],
  imports: readonly Import[],
): ReadonlySet<string> {
  const tests = files
    .map(({ path }) => path)
    .filter(
      (path) => homes(room).some((home) => path.startsWith(home)) && path.endsWith('.test.ts'),
    );
  const within = imports.filter(({ from, to }) => inRoom(from, room) && inRoom(to, room));
  return reached(tests, within, ['static', 'lazy']);
}

/** Adapters are tested through their ports: some test must load the file. */
export function unloaded(files: readonly File[]): Breach[] {
  const tests = files.filter(({ path }) => path.endsWith('.test.ts')).map(({ path }) => path);
  const loaded = reached(tests, allImports(files), ['static', 'lazy']);
  return files
    .filter(({ path, text }) => path.startsWith('adapters/') && decides(text) && !loaded.has(path))
    .map(({ path }) => `${path} is loaded by no test`);
}

const decides = (text: string): boolean =>
  /^export (async )?function |^export const \w+ = (async )?(<[^>]*>)?\([^)]*\)(: [^=]+)? =>/m.test(
    text,
  );

const homes = (room: string): readonly string[] => VERBS[room] ?? [`test/${room}/`];
const roomOf = (path: string): string => path.split('/')[1] ?? '';
/** A verb may be reached through anything that the stories start. */
const inRoom = (path: string, room: string): boolean =>
  room in VERBS || path.startsWith('test/') || roomOf(path) === room;
