/** What each option of a command is for: said by `COMMAND --help`, where its usage is too short. */

type Details = readonly (readonly [option: string, is: string])[];

const FILE = ['--config FILE', 'else PROD_ACCESS_CONFIG, else prod-access.yml'] as const;
const DATABASE = [
  '--database FILE',
  'or dynamodb:TABLE; else PROD_ACCESS_DATABASE, else prod-access.sqlite',
] as const;

export const DETAILS: Readonly<Partial<Record<string, Details>>> = {
  init: [
    ['--config FILE', 'what to write; else prod-access.yml'],
    ['--region REGION', 'where to look; else AWS_REGION'],
    ['--force', 'write over a file that is there'],
    ['--team ID', 'the Slack workspace: T0123ABCD'],
    ['--channel ID', 'where requests are decided: C0123ABCD'],
    ['--approvers IDS', 'who approves: a user group S0123ABCD, or U…,U…'],
    ['--requesters IDS', 'who may ask: a user group, or U…=iam-user,…'],
    ['--choose NUMBERS', 'which of what was found: 1,3, or all'],
  ],
  serve: [FILE, DATABASE],
  check: [FILE],
  explain: [
    ['--person WHO', 'by the name in the people file'],
    ['--entitlement WHAT', 'by its id'],
    ['--for TIME', 'how long: 2h, 90m, until 18:00, 18:00-19:00; else 1h'],
    ['--time TIME', 'the same'],
    ['--at MOMENT', 'when it would begin: "2026-12-24 03:00 Asia/Tokyo"; else now'],
    ['--account ACCOUNT', 'by number or name, where the entry leaves a choice'],
    ['--break-glass', 'access first, and approval after'],
    ['--lang en|ja', 'the language of the answer; else that of the file'],
    ['--json', 'the same for machines'],
    FILE,
  ],
  'policy test': [FILE],
  'policy replay': [
    ['--since DAY', 'from that day on: 2026-11-01; else for thirty days'],
    ['--suppose FILE', 'a scenario file: what it supposes holds for each of them'],
    FILE,
    DATABASE,
  ],
  'policy import': [
    ['--account ID', 'to which the entries lead'],
    ['--region REGION', 'in which'],
    ['--channel ID', 'where requests for them are decided'],
    ['--freeze GROUPS', 'who approves while a calendar is closed; else changes wait for it'],
    ['--out FOLDER', 'else policies/ beside the configuration'],
    ['--force', 'write over files that are there'],
    ['--config FILE', 'the one that will name what is made; else prod-access.yml'],
  ],
  revoke: [DATABASE],
  'revoke-only': [
    ['--grace TIME', 'how long after an end the bot is waited for; else 15m'],
    ['--once', 'look once, and leave'],
    FILE,
  ],
  'audit verify': [
    ['--ledger', 'against the blocks of the ledger as well'],
    [
      '--key FILE',
      'public half of its key, as PEM; again for each it had; else the configured key',
    ],
    ['--export FILE', 'an export of everything as JSONL, in place of the database'],
    ['--blocks DIR', 'against the blocks in this directory, and no configuration; needs --key'],
    ['--all', 'whatever was found; else ten of each sort, and how many more'],
    FILE,
    DATABASE,
  ],
  'audit export': [
    ['--format jsonl|csv', 'else jsonl'],
    ['--from DAY', 'with that day, or instant: 2026-11-01, 2026-11-01T18:00Z'],
    ['--to DAY', 'without it'],
    DATABASE,
  ],
  doctor: [
    ['--bot ARN', 'whose rights are judged, where an operator looks'],
    ['--json', 'the same for machines'],
    FILE,
    DATABASE,
  ],
  'store backup': [
    ['--database FILE', 'what is copied; else PROD_ACCESS_DATABASE, else prod-access.sqlite'],
  ],
  health: [['--ready', 'exit 1 also while no chat is connected']],
  prove: [
    ['--account ID', 'the one that is meant, though the configuration names it'],
    ['--yes ID', 'that the account is a sandbox, without being asked'],
    ['--node ID', 'a node for the experiments with sessions'],
    ['--instance ARN', 'of Identity Center, for those with it'],
    ['--identity-store ID', 'its store'],
    ['--clean', 'remove what an earlier run left behind'],
    ['--json', 'the same for machines'],
    FILE,
  ],
};
