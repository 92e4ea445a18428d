/**
 * The local socket by which the command line reaches the running program, with chat down.
 *
 * A Unix socket of mode 0600 beside the database: whoever can open it runs the program anyway.
 */

import { chmod, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';

/** One line of JSON in, one line of JSON out. */
export type SocketCommand = { readonly do: 'revoke'; readonly id: string };
export interface SocketAnswer {
  readonly ok: boolean;
  readonly text: string;
}

const LINE_MAX = 4_096;

export async function serveCommands(
  path: string,
  answer: (command: SocketCommand) => Promise<SocketAnswer>,
): Promise<{ close(): Promise<void> }> {
  await rm(path, { force: true });
  const server = createServer((socket) => serve(socket, answer));
  await listen(server, path);
  await chmod(path, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

const listen = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve());
  });

function serve(socket: Socket, answer: (command: SocketCommand) => Promise<SocketAnswer>): void {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('data', (part: string) => {
    text += part;
    if (text.length > LINE_MAX) socket.destroy();
    const end = text.indexOf('\n');
    if (end < 0) return;
    const line = text.slice(0, end);
    text = '';
    void reply(line, answer).then((said) => socket.end(`${JSON.stringify(said)}\n`));
  });
}

async function reply(
  line: string,
  answer: (command: SocketCommand) => Promise<SocketAnswer>,
): Promise<SocketAnswer> {
  try {
    const command = JSON.parse(line) as Partial<SocketCommand>;
    if (command.do !== 'revoke' || typeof command.id !== 'string') {
      return { ok: false, text: 'The command was not understood.' };
    }
    return await answer({ do: 'revoke', id: command.id });
  } catch (error) {
    return { ok: false, text: error instanceof Error ? error.message : String(error) };
  }
}

/** Sends one command to the running program; undefined when none is listening there. */
export function sendCommand(
  path: string,
  command: SocketCommand,
): Promise<SocketAnswer | undefined> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    let text = '';
    socket.setEncoding('utf8');
    socket.setTimeout(30_000, () => socket.destroy(new Error('The program did not answer.')));
    socket.on('connect', () => socket.write(`${JSON.stringify(command)}\n`));
    socket.on('data', (part: string) => {
      text += part;
    });
    socket.on('end', () => resolve(JSON.parse(text) as SocketAnswer));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' || error.code === 'ECONNREFUSED' ? resolve(undefined) : reject(error),
    );
  });
}
