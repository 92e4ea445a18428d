/** A chat as the program runs it: what it says, whom it knows, and its way in. */

import type { Engine } from '../../src/engine/api.ts';
import type { Chat } from '../../src/ports/chat.ts';
import type { Directory } from '../../src/ports/directory.ts';

export interface Platform {
  readonly chat: Chat;
  readonly directory: Directory;
  /**
   * Lets people in. A chat that does not answer is asked again behind the scenes, for ending
   * access waits for no chat.
   * @throws Error that says what to mend, when the credentials are wrong.
   */
  start(engine: Engine): Promise<void>;
  /** Takes nothing new and sees through what is under way, for ten seconds at most. */
  stop(): Promise<void>;
  ready(): boolean;
  /** What `doctor` looks at, one by one; each rejects with a sentence for the operator. */
  looks(): readonly Look[];
}

export interface Look {
  readonly what: string;
  readonly look: () => Promise<string>;
}
