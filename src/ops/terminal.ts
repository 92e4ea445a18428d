/** Where commands of the program say what they have to say. */

export interface Terminal {
  /** One or more lines for a person, or for a pipe. */
  say(text: string): void;
  complain(text: string): void;
  /** As it is, without a line end. */
  write(text: string): void;
}
