/** A policy document made uniform: every element a list, whatever its author wrote. */

type Effect = 'Allow' | 'Deny';

export interface NamedPolicy {
  readonly name: string;
  readonly document: string | object;
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface Statement {
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: Effect;
  readonly actions: readonly string[] | undefined;
  readonly notActions: readonly string[] | undefined;
  readonly resources: readonly string[] | undefined;
  readonly notResources: readonly string[] | undefined;
  readonly principals: readonly Principal[] | undefined;
  readonly conditions: readonly Condition[];
  /** Policy variables exist since version 2012-10-17; before that, `${…}` is plain text. */
  readonly variables: boolean;
}

/** One entry of `Principal`: its kind (`AWS`, `Service`, …) and its value. */
export interface Principal {
  readonly kind: string;
  readonly value: string;
}

type Json = Readonly<Record<string, unknown>>;

const parsed = new Map<string, readonly Statement[]>();
const CACHED = 2000;

export function statementsOf(document: string | object): readonly Statement[] {
  if (typeof document !== 'string') return parse(document as Json);
  const known = parsed.get(document);
  if (known) return known;
  const statements = parse(JSON.parse(document) as Json);
  if (parsed.size >= CACHED) parsed.clear();
  parsed.set(document, statements);
  return statements;
}

function parse(document: Json): Statement[] {
  const variables = document.Version === '2012-10-17';
  return listed(document.Statement).map((raw, index) => {
    const source = raw as Json;
    return {
      index,
      sid: typeof source.Sid === 'string' ? source.Sid : undefined,
      effect: source.Effect === 'Deny' ? 'Deny' : 'Allow',
      actions: strings(source.Action),
      notActions: strings(source.NotAction),
      resources: strings(source.Resource),
      notResources: strings(source.NotResource),
      principals: principals(source.Principal),
      conditions: conditions(source.Condition),
      variables,
    };
  });
}

function conditions(source: unknown): Condition[] {
  if (source === undefined) return [];
  return Object.entries(source as Json).flatMap(([operator, block]) =>
    Object.entries(block as Json).map(([key, values]) => ({
      operator,
      key,
      values: listed(values).map(String),
    })),
  );
}

function principals(source: unknown): Principal[] | undefined {
  if (source === undefined) return undefined;
  if (source === '*') return [{ kind: 'AWS', value: '*' }];
  return Object.entries(source as Json).flatMap(([kind, values]) =>
    listed(values).map((value) => ({ kind, value: String(value) })),
  );
}

const strings = (source: unknown) =>
  source === undefined ? undefined : listed(source).map(String);
const listed = (source: unknown): readonly unknown[] =>
  Array.isArray(source) ? source : source === undefined ? [] : [source];
