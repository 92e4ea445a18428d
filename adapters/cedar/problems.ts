/** What Cedar finds wrong, as problems with a place: in its words, and with its help. */

import type { DetailedError } from '@cedar-policy/cedar-wasm/nodejs';
import type { Problem } from '../../src/config/problem.ts';
import type { Statement } from './statements.ts';

/** `at` counts characters from the beginning of the statement. */
export function problemAt(statement: Statement, at: number, message: string): Problem {
  const { file, offset, id } = statement;
  const before = file.text.slice(0, offset + at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    file: file.name,
    line: before.split('\n').length,
    column: before.length - lineStart + 1,
    path: id.slice(file.name.length),
    message,
  };
}

/** One problem for each thing that Cedar says, the related ones as well. */
export function problemsOf(statement: Statement, error: DetailedError): readonly Problem[] {
  const { start = 0, end = start } = error.sourceLocations?.[0] ?? {};
  const from = charactersIn(statement.text, start);
  const found = statement.text.slice(from, charactersIn(statement.text, end));
  const message = ofAws(statement, error, found) ?? inItsWords(error);
  const related = error.related ?? [];
  return [
    problemAt(statement, from, message),
    ...related.flatMap((one) => problemsOf(statement, one)),
  ];
}

function inItsWords({ message, help, sourceLocations }: DetailedError): string {
  const said = message.replace(
    /^(?:for policy|failed to parse policy with id) `[^`]*`\D*?[,:] /,
    '',
  );
  const label = sourceLocations?.[0]?.label;
  return [said, label, help].filter(Boolean).join('; ');
}

/** AWS documents two spellings that Cedar does not read: each is named, with one that works. */
function ofAws({ file }: Statement, { message }: DetailedError, found: string): string | undefined {
  if (file.schema !== 'jitna') return undefined;
  if (/^AWS::SSM::(?:Action::)?getTokenForInstanceAccess$/.test(found))
    return `${found} is in AWS's documentation, but Cedar reads only ${ACTION}`;
  if (message.includes('`exists` is not'))
    return (
      ".exists() is in AWS's documentation, but Cedar does not know it; ask for what has to be " +
      'there: `principal has costCenter`, or `resource.hasTag("Environment")`'
    );
  return undefined;
}

const ACTION = 'AWS::SSM::Action::"getTokenForInstanceAccess"';

/** Cedar counts bytes. */
const charactersIn = (text: string, bytes: number): number =>
  Buffer.from(text).subarray(0, bytes).toString().length;
