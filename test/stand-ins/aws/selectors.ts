/** A part of JSONPath: `$.a.b[0]`, `[*]`, `..name` and `[?(@.key == 'value')]`. */

type Step = (values: readonly unknown[]) => readonly unknown[];

/**
 * One value where the path is definite; a list where it may lead to many, even if it leads to none.
 *
 * @throws Error where the path is none
 */
export function select(value: unknown, path: string): unknown {
  const { steps, isDefinite } = compiled(path);
  const found = steps.reduce<readonly unknown[]>((values, step) => step(values), [value]);
  return isDefinite ? found[0] : found;
}

function compiled(path: string): { steps: Step[]; isDefinite: boolean } {
  if (!path.startsWith('$')) throw new Error(`${path} does not begin with $.`);
  const steps: Step[] = [];
  let isDefinite = true;
  let rest = path.slice(1);
  while (rest !== '') {
    const found = PARTS.find(({ pattern }) => pattern.test(rest));
    const match = found?.pattern.exec(rest);
    if (!found || !match) throw new Error(`${rest} is no part of a path.`);
    steps.push(found.step(match));
    isDefinite &&= found.isDefinite;
    rest = rest.slice(match[0].length);
  }
  return { steps, isDefinite };
}

interface Part {
  readonly pattern: RegExp;
  readonly isDefinite: boolean;
  readonly step: (match: RegExpExecArray) => Step;
}

const PARTS: readonly Part[] = [
  { pattern: /^\.\.(\w+)/, isDefinite: false, step: ([, name = '']) => deep(name) },
  { pattern: /^\.(\w+)/, isDefinite: true, step: ([, name = '']) => child(name) },
  { pattern: /^\['([^']+)'\]/, isDefinite: true, step: ([, name = '']) => child(name) },
  { pattern: /^\[(\d+)\]/, isDefinite: true, step: ([, index = '']) => child(index) },
  { pattern: /^(?:\[\*\]|\.\*)/, isDefinite: false, step: () => (all) => all.flatMap(children) },
  {
    pattern: /^\[\?\(\s*@(?:\.(\w+))?\s*==\s*'([^']*)'\s*\)\]/,
    isDefinite: false,
    step:
      ([, name, wanted]) =>
      (all) =>
        all.flatMap(children).filter((one) => {
          return (name === undefined ? one : child(name)([one])[0]) === wanted;
        }),
  },
];

const children = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : [];

const child =
  (name: string): Step =>
  (values) =>
    values.flatMap((value) => {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
      return [(value as Record<string, unknown>)[name]];
    });

const deep =
  (name: string): Step =>
  (values) =>
    values.flatMap((value) => [...child(name)([value]), ...deep(name)(children(value))]);
