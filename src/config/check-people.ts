/** Whether everybody in the file is one person, and one only. */

import type { Config } from './config.ts';
import { aliasOf } from '../kernel/person.ts';
import { roleSessionOf } from '../kernel/role-session.ts';
import { error, type Finding, warning } from './finding.ts';
import { didYouMean } from './near.ts';

/** Two names for one human would let somebody approve their own request. */
export function checkPeople({ people, catalog }: Config): readonly Finding[] {
  const accounts = [...catalog.accounts.keys()];
  const owners = new Map<string, string>();
  const namesakes = new Map<string, { readonly name: string; readonly account: string }>();
  return people.listed.flatMap(({ name, keys, principal, center }, index) => {
    const path = `people.listed[${index}]`;
    const findings: Finding[] = [];
    const claim = (what: string, key: string, said: string) => {
      const owner = owners.get(key);
      if (owner !== undefined)
        findings.push(error(`${path}.${what}`, `${said} of ${owner} already`));
      else owners.set(key, name);
    };
    for (const key of keys) {
      const [chat = 'slack', , id] = key.split(':');
      claim(chat, key, `${id} is an account`);
    }
    if (center) {
      const said = `${center.user} is the user of Identity Center`;
      claim('identity_center', `${center.account} ${center.user.toLowerCase()}`, said);
    }
    if (!principal) return findings;
    const { user, account } = principal;
    if (!accounts.includes(account)) {
      const near = didYouMean(account, accounts);
      const unknown = `account ${account} is not among the accounts of this file${near}`;
      findings.push(warning(`${path}.aws`, unknown));
    }
    const said = roleSessionOf(user) ? `${user} is the role session` : `${user} is the IAM user`;
    claim('aws', aliasOf(principal), said);
    // AWS knows their sessions of a role by the name alone (`aws:userid`).
    const other = namesakes.get(user);
    if (other && other.account !== account) {
      const same = `${user} is what ${other.name} is called in ${other.account}`;
      const cut = `at a role that forces the session's name, the end of one would cut the other`;
      findings.push(warning(`${path}.aws`, `${same}: ${cut}; name one of them otherwise`));
    }
    if (!other) namesakes.set(user, { name, account });
    return findings;
  });
}
