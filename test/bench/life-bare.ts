/** The bare script: the calls of one taped life again and again, with nothing in between. */

import * as dynamo from '@aws-sdk/client-dynamodb';
import * as iam from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { WebClient } from '@slack/web-api';
import { answer } from './child.ts';
import type { TracedCall } from './life-trace.ts';
import { roleOf, userOf } from './life-town.ts';
import { PRODUCTION } from '../story/seed.ts';

const { env } = process;
const region = env['AWS_REGION'] ?? '';
const base = new iam.IAMClient({ region });
const slack = new WebClient('xoxb-1111-2222-standin', { slackApiUrl: env['SLACK_API_URL'] ?? '' });
const table = new dynamo.DynamoDBClient({ region });

type Send = () => Promise<unknown>;
interface Prepared {
  readonly send: Send;
  readonly after: readonly number[];
}

let lives: readonly (readonly Prepared[])[] = [];

answer({ prepare, run, table: makeTable });

/** All that is said is written out beforehand: only the calls themselves are timed. */
async function prepare(asked: {
  readonly trace: readonly TracedCall[];
  readonly own: string;
  readonly ids: readonly string[];
  readonly from: number;
  readonly count: number;
}): Promise<void> {
  const other = await assumed();
  const { trace, own, ids, from, count } = asked;
  lives = Array.from({ length: count }, (_, at) => {
    const number = from + at;
    const named = (text: string): string =>
      ids
        .reduce((said, id) => said.replaceAll(id, `${id.slice(0, -4)}${tail(number)}`), text)
        .replaceAll(userOf(0), userOf(number))
        .replaceAll(roleOf(0), roleOf(number));
    return trace.map((call) => {
      const client = call.accessKey === own ? base : other;
      return { send: sendOf(call, client, named), after: call.after };
    });
  });
}

const tail = (number: number): string => String(number).padStart(4, '0');

/** So many at a time, each call when those that it waited for are answered. */
async function run({ concurrency }: { readonly concurrency: number }): Promise<void> {
  const left = [...lives];
  const lane = async () => {
    for (let life = left.shift(); life; life = left.shift()) await live(life);
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}

async function live(life: readonly Prepared[]): Promise<void> {
  const answered: Promise<unknown>[] = [];
  for (const { send, after } of life) {
    const wait = after.flatMap((at) => answered[at] ?? []);
    answered.push(wait.length > 0 ? Promise.all(wait).then(send) : send());
  }
  await Promise.all(answered);
}

type Named = (text: string) => string;

function sendOf(call: TracedCall, client: iam.IAMClient, named: Named): Send {
  const { kind, action, input } = call;
  const text = typeof input === 'string' ? input : '';
  const form = typeof input === 'string' ? {} : input;
  if (kind === 'slack') return () => slack.apiCall(action, { ...form });
  if (kind === 'respond') return () => respond(action, text);
  if (kind === 'dynamodb') {
    const Command = commandOf(dynamo, action);
    const item = JSON.parse(named(text), bytes) as object;
    return () => table.send(new Command(item) as never).catch(ignoring('Conditional'));
  }
  const Command = commandOf(iam, action);
  const words = Object.entries(form).map(([name, value]) => [name, named(value)]);
  const said = Object.fromEntries(words) as object;
  return () => client.send(new Command(said) as never).catch(ignoring('NoSuchEntity'));
}

const respond = (path: string, body: string): Promise<unknown> => {
  const headers = { 'content-type': 'application/json' };
  const url = new URL(path, env['SLACK_API_URL']);
  return fetch(url, { method: 'POST', headers, body }).then((answer) => answer.text());
};

type Command = new (input: object) => object;
const commandOf = (sdk: object, action: string): Command =>
  (sdk as Record<string, Command>)[`${action}Command`] ?? never(action);

/** Bytes are Base64 on the wire. */
const bytes = (name: string, value: unknown): unknown =>
  name === 'B' ? Buffer.from(String(value), 'base64') : value;

/** An answer as good as any: ours gets it as well. */
const ignoring = (what: string) => (error: unknown) => {
  if (!(error instanceof Error) || !error.name.startsWith(what)) throw error;
};

async function assumed(): Promise<iam.IAMClient> {
  const { Credentials: given } = await new STSClient({ region }).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${PRODUCTION}:role/prod-access`,
      ExternalId: 'prod-access-demo',
      RoleSessionName: 'bare',
    }),
  );
  const credentials = {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
  return new iam.IAMClient({ region, credentials });
}

async function makeTable({ input }: { readonly input: dynamo.CreateTableCommandInput }) {
  await table.send(new dynamo.CreateTableCommand(input));
}

function never(action: string): never {
  throw new Error(`There is no ${action}.`);
}
