/** Who is in a group that neither the file nor a chat keeps: on call, or in Identity Center. */

/** A schedule at PagerDuty, by its id, or a group of Identity Center, by its name. */
export interface RosterRef {
  readonly kind: 'pagerduty' | 'identity-center';
  readonly roster: string;
}

/** Somebody as the keeper of the roster names them; at least one of these is there. */
export interface RosterEntry {
  /** Lower case. */
  readonly email?: string;
  /** The id of the user at PagerDuty. */
  readonly pagerduty?: string;
  /** The name of the user in Identity Center. */
  readonly center?: string;
}

export interface Rosters {
  /**
   * As known at most `maxAgeMs` ago.
   * @throws Fault roster-unreachable when it does not answer.
   */
  entries(roster: RosterRef, maxAgeMs: number): Promise<readonly RosterEntry[]>;
}
