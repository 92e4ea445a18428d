/**
 * Runbooks of Systems Manager Automation as access: one that does the work, or a pair that gives
 * and takes with a third one that looks. What a runbook is given are values, never spliced text.
 */

/**
 * What the bot knows by itself and fills in. Instants are told as `2026-11-23T18:00:00Z`; `target`
 * is the same twelve hex digits for all grants of the same access, and no others.
 */
export type BuiltIn = 'user' | 'account' | 'start' | 'end' | 'request' | 'target';

/** Where the value of one parameter comes from. */
export type Fill =
  | { readonly text: string }
  | { readonly fill: BuiltIn }
  /** The id of a question of the entitlement. */
  | { readonly answer: string };

/** A runbook that is pinned: a version of a document never changes. */
export interface Runbook {
  readonly document: string;
  /** A number, never `$DEFAULT` or `$LATEST`. */
  readonly version: string;
  /** SHA-256 of its content, as DescribeDocument tells it: a document may be made anew. */
  readonly hash?: string;
  readonly parameters: Readonly<Record<string, Fill>>;
}

/** The output by which the third runbook says that the access is there. */
export interface Presence {
  readonly output: string;
  /** One of the things listed in it; without, it is there if the output has a value. */
  readonly lists?: Fill;
}

export interface WorkRuns {
  readonly form: 'work';
  readonly work: Runbook;
}

export interface PairRuns {
  readonly form: 'pair';
  readonly grant: Runbook;
  readonly revoke: Runbook;
  readonly observe: Runbook;
  readonly present: Presence;
  /** What is given carries its end inside AWS, and the observed output shows it. */
  readonly dated: boolean;
}

/** As a policy would say it: no runbook gives anybody a reach that IAM could fence. */
interface Nothing {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Of EventBridge Scheduler, with the role that its schedules are lent. */
export interface ScheduleGroup {
  readonly group: string;
  readonly role: string;
}

export interface SsmAutomationTarget {
  readonly kind: 'ssm-automation';
  /** Of the runbooks, and of the IAM user for whom they run. */
  readonly account: string;
  readonly region: string;
  readonly runs: WorkRuns | PairRuns;
  /** The ARN of the role that the runbooks act in, given to them as `AutomationAssumeRole`. */
  readonly role?: string;
  /** Where the runbook that takes is booked for the end, of a pair that has no date. */
  readonly schedules?: ScheduleGroup;
  /** The CloudWatch alarm that stops the runbook which gives, or does the work. */
  readonly alarm?: string;
  /** What was answered at the ask; empty in the catalogue. */
  readonly answers: Readonly<Record<string, string>>;
  /** Work is done once for each ask, so each ask is a target of its own. */
  readonly once?: string;
  /** None: the runbook reaches, and its holder does not. */
  readonly reach: readonly Nothing[];
  readonly roles: readonly { readonly account: string; readonly name: string }[];
}

export type Purpose = 'work' | 'grant' | 'revoke' | 'observe';

export function runbookFor({ runs }: SsmAutomationTarget, purpose: Purpose): Runbook | undefined {
  if (runs.form === 'work') return purpose === 'work' ? runs.work : undefined;
  return purpose === 'work' ? undefined : runs[purpose];
}

export const runbooksOf = ({ runs }: SsmAutomationTarget): readonly Runbook[] =>
  runs.form === 'work' ? [runs.work] : [runs.grant, runs.revoke, runs.observe];

/** What a pair gives ends by its date, to the second. */
export const isDated = ({ runs }: SsmAutomationTarget): boolean =>
  runs.form === 'pair' && runs.dated;

/** A target of work, or of a pair that only the bot takes back, has no end inside AWS. */
export const hasEnd = (target: SsmAutomationTarget): boolean =>
  isDated(target) || (target.runs.form === 'pair' && target.schedules !== undefined);

/** The target as one person asked for it. */
export function withAnswers(
  target: SsmAutomationTarget,
  given: Readonly<Record<string, string>>,
  once: string,
): SsmAutomationTarget {
  const wanted = answersOf(target);
  const answers = Object.fromEntries(Object.entries(given).filter(([id]) => wanted.has(id)));
  return { ...target, answers, ...(target.runs.form === 'work' ? { once } : {}) };
}

/** The ids of the questions whose answers it is given. */
export const answersOf = (target: SsmAutomationTarget): ReadonlySet<string> =>
  new Set(fillsOf(target).flatMap((fill) => ('answer' in fill ? [fill.answer] : [])));

export function fillsOf({ runs }: SsmAutomationTarget): readonly Fill[] {
  if (runs.form === 'work') return Object.values(runs.work.parameters);
  const all = [runs.grant, runs.revoke, runs.observe].flatMap((one) =>
    Object.values(one.parameters),
  );
  return runs.present.lists ? [...all, runs.present.lists] : all;
}

/** The value of a parameter; undefined where nobody answered, and the runbook has its own. */
export function valueOf(
  fill: Fill,
  { answers }: SsmAutomationTarget,
  known: Readonly<Record<BuiltIn, string>>,
): string | undefined {
  if ('text' in fill) return fill.text;
  return 'fill' in fill ? known[fill.fill] : answers[fill.answer];
}

export type Parameters = Readonly<Record<string, readonly string[]>>;

/** What the runbook is started with. */
export function parametersOf(
  target: SsmAutomationTarget,
  { parameters }: Runbook,
  known: Readonly<Record<BuiltIn, string>>,
): Parameters {
  const values = Object.entries(parameters).flatMap(([name, fill]) => {
    const value = valueOf(fill, target, known);
    return value === undefined ? [] : [[name, [value]] as const];
  });
  const role = target.role === undefined ? [] : [['AutomationAssumeRole', [target.role]] as const];
  return Object.fromEntries([...role, ...values]);
}

export const takesEnd = ({ parameters }: Runbook): boolean =>
  Object.values(parameters).some((fill) => 'fill' in fill && fill.fill === 'end');
