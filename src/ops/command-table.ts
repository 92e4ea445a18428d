/** The commands of the program, and the help that lists them. */

export interface CommandRow {
  readonly name: string;
  readonly usage: string;
  readonly what: string;
}

export const COMMANDS: readonly CommandRow[] = [
  { name: 'serve', usage: 'serve', what: 'Run the bot.' },
  {
    name: 'check',
    usage: 'check [--config FILE]',
    what: 'Validate the configuration; every problem with line and column.',
  },
  {
    name: 'explain',
    usage: 'explain PERSON ENTITLEMENT [--time 2h]',
    what: 'Say what policy would decide, and why.',
  },
  {
    name: 'revoke',
    usage: 'revoke PA-…',
    what: 'End a grant now, through the running bot, with chat down.',
  },
  {
    name: 'audit verify',
    usage: 'audit verify [--database FILE]',
    what: 'Prove that nobody edited the log. Exit 0 sound, 3 broken.',
  },
  {
    name: 'audit export',
    usage: 'audit export [--format jsonl|csv] [--from DAY] [--to DAY]',
    what: 'Write the log to standard output.',
  },
  {
    name: 'doctor',
    usage: 'doctor',
    what: 'Check runtime, environment, configuration, store, Slack and AWS.',
  },
  { name: 'health', usage: 'health', what: 'Ask the running bot whether it is ready.' },
  { name: 'help', usage: 'help', what: 'Show this list.' },
];

export function helpText(version: string): string {
  const width = Math.max(...COMMANDS.map(({ usage }) => usage.length));
  const rows = COMMANDS.map(({ usage, what }) => `  ${usage.padEnd(width)}  ${what}`);
  return [
    `prod-access ${version}: production access on AWS, approved in chat, that ends when it says.`,
    '',
    'Usage: npx prod-access COMMAND',
    '',
    ...rows,
    '',
    'Exit codes: 0 done, 1 failed, 3 audit log broken, 64 wrong usage, 78 configuration.',
    '',
  ].join('\n');
}

export const EXIT = { done: 0, failed: 1, broken: 3, usage: 64, config: 78 } as const;
