/** Where the records are, and the socket beside them: a file, or a table of DynamoDB. */

import type { Env } from './env-names.ts';

type Report = (problem: string) => void;

/** Reported where the name of a table went wrong: each replica would make a file of its own. */
export function readDatabase(env: Env, report: Report): string {
  const database = env['PROD_ACCESS_DATABASE'] || 'prod-access.sqlite';
  if (MEANS_TABLE.test(database) && !TABLE.test(database))
    report(
      'PROD_ACCESS_DATABASE begins like a table of DynamoDB and names none. A table is written ' +
        'dynamodb:prod-access, in small letters, with a name of 3 to 255 of A-Z a-z 0-9 _ . - at ' +
        'once behind the colon; a file is written like /data/prod-access.db.',
    );
  return database;
}

/** With quotes, which some readers of env files leave on, or as AWS writes it in an ARN. */
const MEANS_TABLE = /^[\s"']*(?:arn:[\w-]*:)?dynamo[\w-]*\s*[:=]/i;
/** "Naming rules" of DynamoDB. */
const TABLE = /^dynamodb:[A-Za-z0-9_.-]{3,255}$/;

export function readCommandSocket(env: Env, database: string, report: Report): string {
  const path = env['PROD_ACCESS_SOCKET'] || socketBeside(database);
  // The kernel keeps 108 bytes for the path, and fails without saying so.
  if (new TextEncoder().encode(path).length > 100)
    report('PROD_ACCESS_SOCKET is longer than 100 bytes (it is next to the database unless set).');
  return path;
}

/** Of a table there is nothing on disk to put it beside. */
export const socketBeside = (database: string): string =>
  `${database.startsWith('dynamodb:') ? 'prod-access' : database}.sock`;
