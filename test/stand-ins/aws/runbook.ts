/** What a runbook is made of: a document of type Automation, of schema version 0.3. */

export type Json = Readonly<Record<string, unknown>>;

export interface RunbookParameter {
  readonly type: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly allowedValues?: readonly unknown[];
  readonly allowedPattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minChars?: number;
  readonly maxChars?: number;
}

export interface StepOutput {
  readonly Name: string;
  readonly Selector: string;
  readonly Type: string;
}

export interface RunbookStep {
  readonly name: string;
  readonly action: string;
  readonly inputs?: Json;
  readonly outputs?: readonly StepOutput[];
  readonly timeoutSeconds?: number;
  readonly maxAttempts?: number;
  /** `Abort`, which is usual, `Continue`, or `step:` and the name of one. */
  readonly onFailure?: string;
  readonly isCritical?: boolean;
  readonly isEnd?: boolean;
  readonly nextStep?: string;
}

export interface Runbook {
  readonly schemaVersion: '0.3';
  readonly description?: string;
  readonly assumeRole?: string;
  readonly parameters?: Readonly<Record<string, RunbookParameter>>;
  readonly variables?: Readonly<Record<string, RunbookParameter>>;
  readonly mainSteps: readonly RunbookStep[];
  readonly outputs?: readonly string[];
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
