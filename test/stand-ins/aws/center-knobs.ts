/** How Identity Center behaves: its rates, its delays, and what it will refuse. */

export interface CenterKnobs {
  /** The Region it was set up in; in others there is none. */
  region: string;
  /** ARN of a key of one's own that it encrypts with, and callers decrypt with; or empty. */
  key: string;
  /** Whether more calls a second than AWS takes are refused, on the stand-in's clock. */
  ratesApply: boolean;
  /** Of all operations of SSO Admin together. */
  adminTps: number;
  /** Of each operation of the Identity Store. */
  storeTps: number;
  /** How long an assignment takes to be made or unmade. */
  assignmentMs: number;
  /** How many assignments may be on their way at once. */
  mostOutstanding: number;
  /** How many permission sets an account takes. */
  mostSetsPerAccount: number;
  /** How long after a write lists and gets still answer as before. */
  readsMs: number;
  /** No page of a list is longer, whatever is asked for. */
  pageSize: number;
}

export const usualKnobs = (): CenterKnobs => ({
  region: 'us-east-1',
  key: '',
  ratesApply: true,
  adminTps: 20,
  storeTps: 20,
  assignmentMs: 3_000,
  mostOutstanding: 15,
  mostSetsPerAccount: 500,
  readsMs: 0,
  pageSize: 100,
});
