/** Where the configuration comes from while the bot serves, and whether it has changed there. */

import type { ParsedConfig } from './parse.ts';

export interface ConfigSource {
  /** Another one once the file, or one beside it, was touched. Costs next to nothing. */
  stamp(): string;
  read(): ReadConfig;
}

export interface ReadConfig {
  readonly parsed: ParsedConfig;
  /** Digest of all that was read: equal as long as nothing in it was changed. */
  readonly content: string;
}
