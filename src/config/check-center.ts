/** Whether what people hold in Identity Center can be given, and taken away by somebody else. */

import type { Config } from './config.ts';
import { error, type Finding, warning } from './finding.ts';
import { didYouMean } from './near.ts';
import { placedTargets } from './placed.ts';

export function checkCenter({ catalog, center, people }: Config): readonly Finding[] {
  const known = [...catalog.accounts.keys()];
  const held = placedTargets(catalog).flatMap(({ target, path }) =>
    target.kind === 'identity-center' ? [{ target, path }] : [],
  );
  const missing = (id: string) =>
    `account ${id} is not among the accounts of this file${didYouMean(id, known)}`;
  if (!center) {
    const said = 'there is no section identity_center, which says where it is run';
    return held.map(({ path }) => error(path, said));
  }
  const unknown = held.flatMap(({ target, path }) =>
    target.leads
      .filter(({ account }) => !known.includes(account))
      .map(({ account }) => warning(path, `${missing(account)}, so cards show its number alone`)),
  );
  const roles = { giver: center.giver, 'schedules.role': center.schedules.role };
  const elsewhere = Object.entries(roles).flatMap(([name, arn]) => {
    const account = arn.split(':')[4] ?? '';
    const said = `expected a role of ${center.account}, got one of ${account}`;
    return account === center.account ? [] : [error(`identity_center.${name}`, said)];
  });
  const isUnused = held.length === 0 && people.listed.every((person) => !person.center);
  return [
    ...(known.includes(center.account)
      ? []
      : [error('identity_center.account', missing(center.account))]),
    ...elsewhere,
    ...unknown,
    ...(isUnused ? [warning('identity_center', 'no entitlement and nobody uses this')] : []),
  ];
}
