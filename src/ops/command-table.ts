/** The commands of the program, what may stand behind them, and what they exit with. */

export interface CommandRow {
  readonly name: string;
  readonly usage: string;
  readonly what: string;
  /** How many words may follow the first. */
  readonly words: number;
  readonly options?: readonly string[];
}

/** What may stand behind a command, and whether it takes a value. */
export const OPTIONS = {
  account: { type: 'string' },
  all: { type: 'boolean' },
  at: { type: 'string' },
  approvers: { type: 'string' },
  blocks: { type: 'string' },
  bot: { type: 'string' },
  'break-glass': { type: 'boolean' },
  channel: { type: 'string' },
  choose: { type: 'string' },
  clean: { type: 'boolean' },
  config: { type: 'string' },
  database: { type: 'string' },
  developer: { type: 'string' },
  entitlement: { type: 'string' },
  export: { type: 'string' },
  for: { type: 'string' },
  force: { type: 'boolean' },
  format: { type: 'string' },
  freeze: { type: 'string' },
  from: { type: 'string' },
  grace: { type: 'string' },
  'identity-store': { type: 'string' },
  instance: { type: 'string' },
  json: { type: 'boolean' },
  key: { type: 'string', multiple: true },
  lang: { type: 'string' },
  ledger: { type: 'boolean' },
  node: { type: 'string' },
  once: { type: 'boolean' },
  out: { type: 'string' },
  person: { type: 'string' },
  ready: { type: 'boolean' },
  region: { type: 'string' },
  requesters: { type: 'string' },
  since: { type: 'string' },
  suppose: { type: 'string' },
  team: { type: 'string' },
  time: { type: 'string' },
  to: { type: 'string' },
  website: { type: 'string' },
  yes: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

export const COMMANDS: readonly CommandRow[] = [
  {
    name: 'init',
    usage: 'init [--config FILE] [--region REGION] [--force]',
    what: 'Write a first configuration from what is found at AWS; asks five questions.',
    words: 0,
    options: ['config', 'region', 'force', 'team', 'channel', 'approvers', 'requesters', 'choose'],
  },
  {
    name: 'serve',
    usage: 'serve [--config FILE] [--database FILE | dynamodb:TABLE]',
    what: 'Run the bot.',
    words: 0,
    options: ['config', 'database'],
  },
  {
    name: 'check',
    usage: 'check [--config FILE]',
    what: 'Validate the configuration; every problem with line and column.',
    words: 0,
    options: ['config'],
  },
  {
    name: 'explain',
    usage:
      'explain --person WHO --entitlement WHAT [--for 2h] [--at MOMENT] [--account ACCOUNT] ' +
      '[--break-glass] [--lang en|ja] [--json] [--config FILE]',
    what: 'Say what policy would decide, and why: every rule looked at, and who could approve.',
    words: 2,
    options: [
      'config',
      'person',
      'entitlement',
      'for',
      'time',
      'at',
      'account',
      'break-glass',
      'lang',
      'json',
    ],
  },
  {
    name: 'policy test',
    usage: 'policy test [FILE…]',
    what: 'Decide every scenario of *.scenarios.yml; says which rules none of them reached.',
    words: 20,
    options: ['config'],
  },
  {
    name: 'policy replay',
    usage: 'policy replay [--since DAY] [--suppose FILE]',
    what: 'Decide the stored requests again by the rules as they are, and say what would change.',
    words: 1,
    options: ['config', 'database', 'since', 'suppose'],
  },
  {
    name: 'policy import',
    usage: 'policy import jitna|change-manager FILE… [--out FOLDER] [--force]',
    what: 'Turn policies or change templates exported from AWS into files and rules of ours.',
    words: 102,
    options: ['config', 'out', 'force', 'account', 'region', 'channel', 'freeze'],
  },
  {
    name: 'revoke',
    usage: 'revoke PA-…',
    what: 'End a grant now, through the running bot, with chat down.',
    words: 1,
    options: ['database'],
  },
  {
    name: 'revoke-only',
    usage: 'revoke-only [--grace 15m] [--once]',
    what: 'Take away what is over, on another host: no records, no chat, rights to remove only.',
    words: 0,
    options: ['config', 'grace', 'once'],
  },
  {
    name: 'audit verify',
    usage:
      'audit verify [--ledger [--key FILE]…] [--all] [--export FILE [--blocks DIR --key FILE]]',
    what: 'Prove that nobody edited the log. Exit 0 sound, 3 broken.',
    words: 1,
    options: ['config', 'database', 'ledger', 'key', 'all', 'export', 'blocks'],
  },
  {
    name: 'audit export',
    usage: 'audit export [--format jsonl|csv] [--from DAY] [--to DAY]',
    what: 'Write the log to standard output.',
    words: 1,
    options: ['database', 'format', 'from', 'to'],
  },
  {
    name: 'store init',
    usage: 'store init --database dynamodb:TABLE',
    what: 'Make the table for several replicas.',
    words: 1,
    options: ['database'],
  },
  {
    name: 'store backup',
    usage: 'store backup FILE [--database FILE]',
    what: 'Write a whole copy of the database into one file, beside the running bot.',
    words: 2,
    options: ['database'],
  },
  {
    name: 'teams package',
    usage: 'teams package [--out FILE] [--website URL] [--developer NAME]',
    what: 'Write the app for Teams, a zip, for the bot that MicrosoftAppId names.',
    words: 1,
    options: ['out', 'website', 'developer'],
  },
  {
    name: 'doctor',
    usage: 'doctor [--bot ARN] [--json]',
    what: 'Check runtime, configuration, chats, AWS: rights of the bot, and ways around it.',
    words: 0,
    options: ['config', 'database', 'bot', 'json'],
  },
  {
    name: 'prove',
    usage: 'prove [--node ID] [--yes ACCOUNT] [--clean] [--json]',
    what: 'Try in a sandbox account what is assumed of AWS. Exit 1: something differs.',
    words: 0,
    options: ['config', 'account', 'yes', 'node', 'instance', 'identity-store', 'clean', 'json'],
  },
  {
    name: 'health',
    usage: 'health [--ready]',
    what: 'Ask the running bot whether it lives, or whether its chats are connected as well.',
    words: 0,
    options: ['ready'],
  },
  { name: 'help', usage: 'help', what: 'Show this list.', words: 0 },
];

export const EXIT = { done: 0, failed: 1, broken: 3, usage: 64, config: 78 } as const;
