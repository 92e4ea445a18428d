/** What is given to a stack, refused where CloudFormation would refuse it. */

export type Given = Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, string | readonly string[]>>;
export type Parameters = Readonly<Record<string, Parameter>>;

interface Parameter {
  readonly Type: 'String' | 'Number' | 'CommaDelimitedList';
  readonly Default?: string | number;
  readonly AllowedPattern?: string;
  readonly AllowedValues?: readonly string[];
  readonly MinValue?: number;
  readonly MaxValue?: number;
}

/** A number is a text wherever it is referred to, and a list is one. */
export function checkedValues(parameters: Parameters, given: Given): Values {
  const unknown = Object.keys(given).find((name) => !(name in parameters));
  if (unknown !== undefined) throw new Error(`There is no parameter ${unknown}.`);
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => {
      const value = given[name] ?? parameter.Default;
      if (value === undefined) throw new Error(`${name} is missing.`);
      const text = String(value);
      const isList = parameter.Type === 'CommaDelimitedList';
      const values = isList ? text.split(',') : [text];
      // The pattern of a list is that of each value in it.
      const wrong = values.find((one) => !fits(parameter, one));
      if (wrong !== undefined) throw new Error(`${name} may not be ${wrong}.`);
      return [name, isList ? values : text];
    }),
  );
}

function fits(parameter: Parameter, value: string): boolean {
  const { Type, AllowedPattern = '', AllowedValues = [value], MinValue, MaxValue } = parameter;
  if (Type !== 'Number') {
    return (
      new RegExp(`^(?:${AllowedPattern || '.*'})$`).test(value) && AllowedValues.includes(value)
    );
  }
  const number = Number(value);
  if (value === '' || Number.isNaN(number)) return false;
  return number >= (MinValue ?? -Infinity) && number <= (MaxValue ?? Infinity);
}
