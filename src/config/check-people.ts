/** Whether everybody in the file is one person, and one only. */

import type { Config } from './config.ts';
import { roleSessionOf } from '../kernel/role-session.ts';
import { error, type Finding } from './finding.ts';

/** Two names for one human would let somebody approve their own request. */
export function checkPeople({ people }: Config): readonly Finding[] {
  const owners = new Map<string, string>();
  return people.listed.flatMap(({ name, keys, principal, center }, index) => {
    const path = `people.listed[${index}]`;
    const findings: Finding[] = [];
    const claim = (what: string, key: string, said: string) => {
      const owner = owners.get(key);
      if (owner !== undefined)
        findings.push(error(`${path}.${what}`, `${said} of ${owner} already`));
      else owners.set(key, name);
    };
    for (const key of keys) claim('slack', key, `${key.split(':')[2]} is an account`);
    if (center) {
      const said = `${center.user} is the user of Identity Center`;
      claim('identity_center', `${center.account} ${center.user.toLowerCase()}`, said);
    }
    if (!principal) return findings;
    const { account, user } = principal;
    const session = roleSessionOf(user);
    // AWS does not tell users apart by case, and a provider that did so for people is unheard of.
    // It gives a person one name, whatever role they come into by it.
    const called = session ? `/${session.name}` : user;
    const said = session ? `${user} is the role session` : `${user} is the IAM user`;
    claim('aws', `${account} ${called.toLowerCase()}`, said);
    return findings;
  });
}
