/** `npm start` with no credentials: the whole story on one page, on this machine alone. */

import { fileURLToPath } from 'node:url';
import { serveDemo } from './server.ts';
import { forget, openTown, type Town } from './town.ts';

const FOLDER = fileURLToPath(new URL('../../.demo', import.meta.url));
const PORT = 4170;

export interface Demo {
  readonly url: string;
  close(): Promise<void>;
}

export async function startDemo(folder: string = FOLDER, port: number = PORT): Promise<Demo> {
  let town = await openTown(folder);
  // The page talks to whichever town stands now.
  const listeners: (() => void)[] = [];
  const outlasting: Town = new Proxy({} as Town, {
    get(_, name) {
      if (name !== 'changed') return Reflect.get(town, name);
      return (listener: () => void) => {
        listeners.push(listener);
        town.changed(listener);
      };
    },
  });
  const server = await serveDemo(outlasting, port, async () => {
    await town.close();
    forget(folder);
    town = await openTown(folder);
    for (const listener of listeners) town.changed(listener);
  });
  return {
    url: server.url,
    async close() {
      await server.close();
      await town.close();
    },
  };
}
