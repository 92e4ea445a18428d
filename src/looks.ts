/** How `doctor` looks at each thing, with the adapters that would be used. */

import * as adapters from '../adapters/registry.ts';
import { openChats } from '../adapters/registry-chats.ts';
import type { Config } from './config/config.ts';
import { readAws, type ReadSettings, readSettings } from './config/env.ts';
import type { Env } from './config/env-names.ts';
import { parseConfig } from './config/parse.ts';
import { secretsOf } from './config/secrets.ts';
import type { DoctorLooks, Look } from './ops/doctor.ts';
import { sourceLooks, type SourcePorts } from './ops/source-looks.ts';
import type { Directory } from './ports/directory.ts';

export function looksOf(
  env: Env,
  node: string,
  { file, bot }: { readonly file: string; readonly bot: string | undefined },
): Omit<DoctorLooks, 'ledger'> {
  const read = () => readSettings(env);
  const { awsOf, chatsOf } = opening(read, env);
  return {
    node,
    isOperator: bot !== undefined,
    settings: read,
    awsProblems: () => {
      const aws = readAws(env);
      return 'problems' in aws ? aws.problems : [];
    },
    sqlite: async () => {
      const { clock } = await adapters.openRuntime();
      const store = await adapters.openStore(':memory:', { kind: 'live', region: '', clock });
      store.close();
      return 'sound';
    },
    config: () => adapters.readConfig(file, parseConfig),
    uniqueId: async (config, principal) => (await awsOf(config)).provider.uniqueId(principal),
    weaknesses: async (config) => (await awsOf(config)).examiner.weaknesses(bot),
    skewMs: async (config) => (await awsOf(config)).skewMs(),
    sources: async (config) => sourceLooks(config, await sourcesOf(config, { awsOf, chatsOf })),
    chats: async (config) => {
      const { chats } = await chatsOf(config);
      return [...chats.looks(), ...peopleLooks(config, chats.directory)];
    },
  };
}

/** The first operator by name, or whom the file lists first: none where groups alone are named. */
function peopleLooks(
  { operators, people }: Config,
  directory: Pick<Directory, 'account'>,
): readonly Look[] {
  const named = operators.who.find((who) => 'key' in who);
  const listed = people.listed[0];
  const first = named ?? (listed && { person: listed.name, key: listed.key });
  if (!first) return [];
  const who = `${first.person}${named ? ', the first operator,' : ''}`;
  const look = async () => {
    const account = await directory.account(first.key, 0);
    if (!account) throw new Error(`${who} is not known to this chat.`);
    const { name, standing } = account;
    if (standing !== 'member') throw new Error(`${who} is no member of this chat (${standing}).`);
    return `${name} is ${standing}`;
  };
  return [{ what: 'Chat people', look }];
}

/** What is opened once, when the first look needs it. */
function opening(read: () => ReadSettings, env: Env) {
  const settingsOrThrow = () => {
    const settings = read();
    if (!settings.ok) throw new Error('The environment is not complete.');
    return settings.settings;
  };
  const awsOf = once(async (config: Config) => {
    const aws = readAws(env);
    if ('problems' in aws) throw new Error(aws.problems.join(' '));
    const { clock } = await adapters.openRuntime();
    return adapters.openAws({ aws }, config, clock);
  });
  const chatsOf = once(async (config: Config) => {
    const settings = settingsOrThrow();
    const { clock } = await adapters.openRuntime();
    const log = await adapters.openLog('error', secretsOf(settings));
    const http = await adapters.openHttp(0, '127.0.0.1', log);
    const around = { settings, config, clock, log };
    return { ...around, chats: await openChats({ ...around, http }) };
  });
  return { awsOf, chatsOf };
}

async function sourcesOf(
  config: Config,
  { awsOf, chatsOf }: ReturnType<typeof opening>,
): Promise<SourcePorts> {
  const { chats, ...around } = await chatsOf(config);
  const aws = await awsOf(config);
  const calendars = await adapters.openCalendars(around, aws);
  const rosters = await adapters.openRosters(around, aws);
  const calendar: SourcePorts['calendar'] = async (name) =>
    (await calendars?.look(name)) ?? { open: false, why: 'silent' };
  return { directory: chats.directory, rosters, calendar };
}

/** One client for all looks: hundreds of people need no hundreds of credentials. */
function once<T, R>(open: (given: T) => R): (given: T) => R {
  let known: { readonly value: R } | undefined;
  return (given) => (known ??= { value: open(given) }).value;
}
