/** Who approves at AWS, as names for rules: people and groups that the operator has to make. */

import { freeName, quoted, slugOf } from './init-offers.ts';

export interface ApproverNames {
  /** The same approver has the same name wherever it stands. */
  readonly nameOf: (approver: string, type?: string) => string;
  /** What has to be there, as comments of the file. */
  readonly lines: () => readonly string[];
  readonly notes: () => readonly string[];
}

interface Known {
  readonly name: string;
  readonly is: 'person' | 'group';
  /** As the file would have it. */
  readonly entry: string;
  readonly note: string;
}

export function approverNames(): ApproverNames {
  const taken = new Set(['requesters']);
  const known = new Map<string, Known>();
  const all = () => [...known.values()];
  return {
    nameOf(approver, type) {
      const is = typeOf(approver, type);
      const key = `${is ?? ''} ${approver}`;
      const found = known.get(key) ?? named(approver, is, (name) => freeName(name, taken));
      known.set(key, found);
      return found.name;
    },
    lines: () => [
      '# Names that rules below have. Make each of them, in people.listed or in groups. One that',
      '# is there already is taken as it is: see that it means the same people.',
      '#   requesters: whoever may ask (a group)',
      ...all().map(({ name, is, entry }) => `#   ${is === 'person' ? `- name: ${name}` : entry}`),
    ],
    notes: () => all().map(({ note }) => note),
  };
}

function named(approver: string, is: string | undefined, free: (name: string) => string): Known {
  const bare = ARN.exec(approver)?.[2]?.split('/').at(-1) ?? approver;
  const group = (name: string, entry: string, note: string): Known => ({
    name,
    is: 'group',
    entry: `${name}: ${entry}`,
    note,
  });
  if (/^\{\{.*\}\}$/.test(approver)) {
    const name = free(slugOf(`${bare.replaceAll(/[{}\s]/g, '')} of request`));
    const note = `${approver} is named by whoever asks. Here a rule does: make the group ${name}.`;
    return group(name, '[…]', note);
  }
  if (is === 'IamUser') {
    const name = free(slugOf(bare));
    const note = `${name} is the IAM user ${bare}: name them in people.listed.`;
    return { name, is: 'person', entry: name, note };
  }
  if (is === 'SSOUser') {
    const name = free(slugOf(`sso user ${lastPart(bare)}`));
    const note = `${name} is the user ${bare} of Identity Center: name them in people.listed.`;
    return { name, is: 'person', entry: name, note };
  }
  if (is === 'SSOGroup') {
    const name = free(slugOf(`sso group ${lastPart(bare)}`));
    const note =
      `${name} is the group ${bare} of Identity Center, which is found by its name here: ` +
      `${name}: { identity_center_group: NAME }.`;
    return group(name, `{ identity_center_group: NAME }  # ${quoted(bare)}`, note);
  }
  const name = free(slugOf(bare || 'approvers'));
  if (is === 'IamRole') {
    return group(
      name,
      `[…]  # role ${quoted(bare)}`,
      `${approver} is no person here: make a group of it, ${name}.`,
    );
  }
  if (is === 'IamGroup') {
    const note = `${name} is the IAM group ${bare}: make a group of its members.`;
    return group(name, `[…]  # IAM group ${quoted(bare)}`, note);
  }
  if (is === 'Nobody') return group(name, '[…]', `Make the group ${name}.`);
  const what =
    is === undefined ? 'make a group or a person of it' : `of type ${is}; make a group of it`;
  return group(name, '[…]', `${approver} is not known here: ${what}, ${name}.`);
}

/** Of an ARN, what it is, whatever else was said. */
function typeOf(approver: string, type: string | undefined): string | undefined {
  return ARN_TYPES[ARN.exec(approver)?.[1] ?? ''] ?? type;
}

const ARN = /^arn:[^:]+:iam::\d{12}:(user|role|group)\/(.+)$/;
const ARN_TYPES: Readonly<Record<string, string>> = {
  user: 'IamUser',
  role: 'IamRole',
  group: 'IamGroup',
};

/** Ids of Identity Center end in twelve digits that tell them apart. */
const lastPart = (id: string): string => id.split('-').at(-1) ?? id;
