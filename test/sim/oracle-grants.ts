/** What a grant rests on, looked at once: when it is first ordered. */

import type { Loop } from './loop.ts';
import type { Breach } from './oracle-cloud.ts';
import { PolicyWatch } from './oracle-policy.ts';
import { type PeopleSeen, VOTE_RULES } from './oracle-votes.ts';
import { type CaseData, type HeadData, type HoldingData, refusedIn } from './records.ts';
import type { Script } from './script.ts';
import type { Variant } from './town.ts';

export class GrantWatch {
  readonly #loop: Loop;
  readonly #script: Script;
  readonly #people: PeopleSeen;
  readonly #granted = new Set<string>();
  /** Where the town has a policy of its own. */
  readonly #policy: PolicyWatch | undefined;

  constructor(loop: Loop, script: Script, people: PeopleSeen) {
    this.#loop = loop;
    this.#script = script;
    this.#people = people;
    this.#policy = script.policy && new PolicyWatch(script, script.policy);
  }

  ordered(
    { leases }: HoldingData,
    cases: ReadonlyMap<string, CaseData>,
    variant: Variant,
  ): readonly Breach[] {
    return leases.flatMap(({ grant, report }) => {
      if (this.#granted.has(grant) || report.state !== 'provisioning') return [];
      this.#granted.add(grant);
      const file = cases.get(grant);
      if (!file?.grant) return [{ id: 'I2', what: `${grant}: ordered by no case on record` }];
      // Ended before it began: what the holding hears of first is its end.
      if (file.grant.state !== 'provisioning') return [];
      const now = this.#now(cases, variant);
      const moment = { ...now, script: this.#script };
      return [
        ...VOTE_RULES.flatMap((rule) =>
          breach(rule.id, grant, rule.wrong(file, this.#people, moment)),
        ),
        ...breach('I2', grant, this.#policy?.granted(file, now)),
      ];
    });
  }

  /** A case that is new, or asks that were refused. */
  asked(
    before: HeadData | undefined,
    head: HeadData,
    cases: ReadonlyMap<string, CaseData>,
    variant: Variant,
  ): readonly Breach[] {
    const policy = this.#policy;
    if (!policy) return [];
    if (head.key.startsWith('case/') && !before) {
      const file = head.body as CaseData;
      return breach('I2', file.id, policy.opened(file, this.#now(cases, variant)));
    }
    if (!head.key.startsWith('journal/')) return [];
    return refusedIn(before, head).flatMap((fact) =>
      breach('I2', fact.who, policy.refused(fact, this.#now(cases, variant))),
    );
  }

  #now(cases: ReadonlyMap<string, CaseData>, variant: Variant) {
    const { nowMs, startMs } = this.#loop;
    return { nowMs, sinceMs: nowMs - startMs, variant, cases: [...cases.values()] };
  }
}

const breach = (id: string, where: string, wrong: string | undefined): readonly Breach[] =>
  wrong === undefined ? [] : [{ id, what: `${where}: ${wrong}` }];
