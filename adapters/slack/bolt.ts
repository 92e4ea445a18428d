/**
 * What we use of Bolt, each from its own file: the package's front door loads Express as well,
 * which nothing here uses, and whatever is not loaded into this process can do no harm in it.
 */

import { createRequire } from 'node:module';
import type * as Bolt from '@slack/bolt';

const require = createRequire(import.meta.url);
const part = (path: string) => require(`@slack/bolt/dist/${path}.js`) as unknown;

export type { App, Logger, Receiver } from '@slack/bolt';

// Loaded only when people are let in, for it takes a tenth of a second: what is overdue goes first.
export const loadApp = () => (part('App') as { readonly default: (typeof Bolt)['App'] }).default;

type SocketMode = (typeof Bolt)['SocketModeReceiver'];
export const loadSocketMode = () =>
  (part('receivers/SocketModeReceiver') as { readonly default: SocketMode }).default;
