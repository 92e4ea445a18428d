/** What of an account could be asked for: groups, roles and nodes that look like production. */

import { cleanLine } from '../card/sanitize.ts';
import { accountName, type Catalog } from '../catalog/catalog.ts';
import type { NodeTag, RoleRef } from '../catalog/target.ts';
import type { Found } from '../ports/discovery.ts';

/** An entry of the catalogue to be. */
export interface Offer {
  readonly id: string;
  readonly title: string;
  /** For whoever chooses. */
  readonly what: string;
  /** Of the target, as the file has them. */
  readonly lines: readonly string[];
  /** Accounts that it leads to. */
  readonly accounts: readonly string[];
}

/** In the order in which they are numbered; the ids differ. */
export function offersOf(found: Found): readonly Offer[] {
  const groups = found.groups.filter(({ name }) => isProduction(name));
  const elsewhere = groups.flatMap(({ roles }) => roles);
  const roles = distinct([...elsewhere, ...found.roles.filter(({ name }) => isProduction(name))]);
  const offers = [
    ...groups.map((group) => groupOffer(found, group)),
    ...roles.map((role) => roleOffer(found, role)),
    ...found.nodes.map((nodes) => nodeOffer(found, nodes.tag, nodes.atLeast)),
  ];
  const taken = new Set<string>();
  return offers.map((offer) => ({ ...offer, id: freeName(offer.id, taken) }));
}

/** The name, or with a number behind it the first that nobody has; taken from then on. */
export function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let more = 2; taken.has(name); more += 1) name = `${wanted.slice(0, 36)}-${more}`;
  taken.add(name);
  return name;
}

/** As people name what they do not give to everybody; the bot itself is not to be given. */
export const isProduction = (name: string): boolean =>
  PRODUCTION.test(name) && !/(?:non|pre)[-_.]?prod|^prod-access/i.test(name);

const PRODUCTION = /prod(?!uct(?!ion))|(?:^|[^a-z])(?:prd|live)(?:[^a-z]|$)|break-?glass/i;

function groupOffer(found: Found, { name, roles }: Found['groups'][number]): Offer {
  const { account } = found;
  const led = distinct(roles);
  const where = led.map((role) => `${role.name} in ${nameIn(found, role.account)}`);
  const listed = led.map((role) => `{ role: ${quoted(role.name)}, account: "${role.account}" }`);
  return {
    id: slugOf(name),
    title: titled(`Group ${name}`),
    what: `group ${name}${where.length > 0 ? `, leading to ${where.join(', ')}` : ''}`,
    lines: [
      'kind: iam-group',
      `account: "${account}"`,
      `group: ${quoted(name)}`,
      ...(listed.length > 0 ? [`roles: [${listed.join(', ')}]`] : []),
    ],
    accounts: [account, ...led.map((role) => role.account)],
  };
}

function roleOffer(found: Found, { account, name }: RoleRef): Offer {
  const where = nameIn(found, account);
  return {
    id: slugOf(name),
    title: titled(`Role ${name} in ${where}`),
    what: `role ${name} in ${where}`,
    lines: [
      'kind: iam-policy',
      `user_account: "${found.account}"`,
      `role: ${quoted(name)}`,
      `account: "${account}"`,
    ],
    accounts: [found.account, account],
  };
}

function nodeOffer(found: Found, { key, value }: NodeTag, atLeast: number): Offer {
  const tag = `${key}=${value}`;
  const [first = SHELL] = found.documents.filter((name) => name.startsWith('ProdAccess-Shell-'));
  const document = found.documents.includes(SHELL) ? SHELL : first;
  const count = atLeast < 50 ? `${atLeast}` : '50 or more';
  return {
    id: slugOf(`shell ${tag}`),
    title: titled(`Shell on nodes with ${tag}`),
    what: `shell on nodes with ${tag} (${count} found), picked by whoever asks`,
    lines: [
      'kind: ssm-node',
      `account: "${found.account}"`,
      `region: ${found.region}`,
      `tag: ${quoted(tag)}`,
      'pick: true',
      ...(found.documents.includes(document)
        ? []
        : ['# Not there yet: deploy/session-documents.yml makes it.']),
      `document: ${document}`,
    ],
    accounts: [found.account],
  };
}

const SHELL = 'ProdAccess-Shell-60m';

const nameIn = ({ accounts }: Found, id: string): string => {
  const named: Catalog['accounts'] = new Map(accounts.map((one) => [one.id, one]));
  return accountName({ accounts: named, entitlements: new Map() }, id);
};

function distinct(roles: readonly RoleRef[]): readonly RoleRef[] {
  return [...new Map(roles.map((role) => [`${role.account} ${role.name}`, role])).values()];
}

/** As the file wants names: a letter first, then letters, digits and hyphens, forty at the most. */
export function slugOf(name: string): string {
  const plain = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '');
  return plain.slice(0, 40).replace(/-+$/, '') || 'entry';
}

const titled = (text: string): string => shortened(text, 75);

/** On one line, in so many units at the most, as the file counts; never through a sign. */
export function shortened(text: string, max: number): string {
  let short = '';
  for (const sign of cleanLine(text, max)) {
    if (short.length + sign.length > max) break;
    short += sign;
  }
  return short.trim();
}

/** JSON is YAML, whatever signs a name has. */
export const quoted = (text: string): string => JSON.stringify(text);
