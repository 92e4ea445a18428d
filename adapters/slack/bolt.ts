/**
 * What we use of Bolt, each from its own file: the package's front door loads Express as well,
 * which nothing here uses, and whatever is not loaded into this process can do no harm in it.
 */

import { createRequire } from 'node:module';
import type * as Bolt from '@slack/bolt';

const require = createRequire(import.meta.url);
const part = (path: string) => require(`@slack/bolt/dist/${path}.js`) as unknown;

export type { Logger, Receiver } from '@slack/bolt';
export const { default: App, LogLevel } = part('App') as {
  readonly default: (typeof Bolt)['App'];
  readonly LogLevel: (typeof Bolt)['LogLevel'];
};
export type App = InstanceType<typeof App>;
export const { default: SocketModeReceiver } = part('receivers/SocketModeReceiver') as {
  readonly default: (typeof Bolt)['SocketModeReceiver'];
};
