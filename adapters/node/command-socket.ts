/**
 * The local socket by which the command line reaches the running program, with chat down.
 *
 * A Unix socket of mode 0600 beside the database: whoever can open it runs the program anyway.
 */

import { chmod, lstat, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { Fault } from '../../src/kernel/fault.ts';

/** One line of JSON in, one line of JSON out. */
export type SocketCommand = { readonly do: 'revoke'; readonly id: string };
export interface SocketAnswer {
  readonly ok: boolean;
  readonly text: string;
}

const LINE_MAX = 4_096;

export interface Listening {
  close(): Promise<void>;
}

/** Undefined where another bot answers on that path: it is reached there, and not this one. */
export async function serveCommands(
  path: string,
  answer: (command: SocketCommand) => Promise<SocketAnswer>,
): Promise<Listening | undefined> {
  if (!(await clear(path))) return undefined;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    serve(socket, answer);
  });
  await listen(server, path);
  await chmod(path, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Whoever holds the line open without a word does not hold us.
        for (const socket of open) socket.destroySoon();
      }),
  };
}

/** What a killed process left behind is taken away; anything else is somebody else's. */
async function clear(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  if (found && !found.isSocket()) {
    throw new Fault('cannot-start', `${path} is not a socket. Set PROD_ACCESS_SOCKET elsewhere.`);
  }
  if (found && !(await isStale(path))) return false;
  await rm(path, { force: true });
  return true;
}

function isStale(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', ({ code = '' }: NodeJS.ErrnoException) =>
      resolve(code === 'ECONNREFUSED' || code === 'ENOENT'),
    );
  });
}

const listen = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const message = `No socket can be made at ${path}. Set PROD_ACCESS_SOCKET elsewhere.`;
      reject(new Fault('cannot-start', message, { cause }));
    });
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
    socket.setTimeout(ANSWER_MS, () => resolve(unanswered(socket)));
    socket.on('connect', () => socket.write(`${JSON.stringify(command)}\n`));
    socket.on('data', (part: string) => {
      text += part;
    });
    socket.on('end', () => resolve(text.endsWith('\n') ? parsed(text) : unanswered(socket)));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') return resolve(undefined);
      // It was heard, or may have been.
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return resolve(unanswered(socket));
      const message = `The socket ${path} is not open to us (${error.code}). Run as the bot does.`;
      reject(new Fault('cannot-start', message, { cause: error }));
    });
  });
}

const parsed = (text: string) => JSON.parse(text) as SocketAnswer;

function unanswered(socket: Socket): SocketAnswer {
  socket.destroy();
  return { ok: false, text: 'The bot did not answer. Whether it acted, its thread and log say.' };
}

const ANSWER_MS = 30_000;
