/** How CloudTrail behaves: when it delivers, how often it may be asked, and whom it names how. */

export interface TrailKnobs {
  /** How long after a call its event can be looked up. */
  deliveredAfterMs: number;
  /** Whether more look-ups a second than AWS takes are refused, on the stand-in's clock. */
  ratesApply: boolean;
  /** Of an account in a Region. */
  lookupsASecond: number;
  /** Under what name a session of a role is found: AWS says either, in one place or another. */
  usernameOfSessions: 'session' | 'role';
}

export const usualTrailKnobs = (): TrailKnobs => ({
  deliveredAfterMs: 5 * 60_000,
  ratesApply: true,
  lookupsASecond: 2,
  usernameOfSessions: 'session',
});
