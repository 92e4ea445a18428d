/** `npm start` with no credentials: the whole story on one page, on this machine alone. */

import { fileURLToPath } from 'node:url';
import { refuseSecond } from './alone.ts';
import { serveDemo } from './server.ts';
import { forget, openTown, type Town } from './town.ts';

const FOLDER = fileURLToPath(new URL('../../.demo', import.meta.url));
const PORT = 4170;

export interface Demo {
  readonly url: string;
  close(): Promise<void>;
}

export async function startDemo(folder: string = FOLDER, port: number = PORT): Promise<Demo> {
  refuseSecond(folder);
  let town = await openTown(folder);
  let over: Promise<Town> | undefined;
  async function startOver(): Promise<Town> {
    await town.close();
    forget(folder);
    town = await openTown(folder);
    return town;
  }
  const server = await serveDemo(port, {
    town: () => town,
    // Pressed twice, it is one: two towns in one folder would write over each other.
    startOver: () =>
      (over ??= startOver().finally(() => {
        over = undefined;
      })),
  });
  return {
    url: server.url,
    async close() {
      await server.close();
      await town.close();
    },
  };
}
