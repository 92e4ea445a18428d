/** Wakes whoever is on call. A rejected promise means "not delivered, try again". */

export interface Pager {
  /** Does nothing when no page webhook is configured. */
  page(message: {
    readonly id: string;
    readonly text: string;
    readonly sinceMs: number;
  }): Promise<void>;
}
