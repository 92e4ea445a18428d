/** What is decided at AWS by our hand is what was decided here; and nothing is left waiting. */

import type { Cloud } from './cloud.ts';
import type { Breach } from './oracle-cloud.ts';
import { type CaseData, FINAL, type HeadData, phaseOf } from './records.ts';
import { isOurs } from './requests.ts';

const caseOf = (cases: readonly CaseData[], opsItem: string): CaseData | undefined =>
  cases.find((one) => one.request.targets.some((target) => target.request?.opsItem === opsItem));

/** At any moment: a signal of ours follows its decision, and never goes before it. */
export function* decidedAlike({ requests }: Cloud, cases: readonly CaseData[]): Iterable<Breach> {
  for (const filed of requests.all) {
    if (!isOurs(filed)) continue;
    const { opsItem, status } = filed;
    const one = caseOf(cases, opsItem);
    if (!one) yield { id: 'I2', what: `${opsItem} is ${status} by us, and by nobody's word` };
    else if (status === 'rejected' && OPEN.includes(phaseOf(one))) {
      yield { id: 'I2', what: `${one.id} is rejected at AWS, and ${phaseOf(one)} here` };
    } else if (status !== 'rejected' && !one.grant) {
      yield { id: 'I2', what: `${one.id} is ${status} at AWS, and ${phaseOf(one)} here` };
    }
  }
}
const OPEN: readonly string[] = ['pending', 'scheduled', 'provisioning', 'active'];

/** In the end: what was filed was carried or left with a word, and what is over here is there. */
export function* leftWaiting(
  cloud: Cloud,
  cases: readonly CaseData[],
  heads: readonly HeadData[],
): Iterable<Breach> {
  for (const { opsItem, status } of cloud.requests.all) {
    const one = caseOf(cases, opsItem);
    if (one && status === 'pending' && FINAL.includes(phaseOf(one))) {
      yield { id: 'I8', what: `${opsItem} waits at AWS, and is ${phaseOf(one)} here` };
    }
    if (one || status !== 'pending' || isLeft(heads, opsItem)) continue;
    yield { id: 'I5', what: `${opsItem} was neither carried nor left` };
  }
}

function isLeft(heads: readonly HeadData[], opsItem: string): boolean {
  return heads.some(({ key, body }) => {
    if (!key.startsWith('meta/aws-requests-')) return false;
    const { said } = body as { readonly said: Readonly<Record<string, { told: boolean }>> };
    return Object.entries(said).some(([name, { told }]) => name.startsWith(opsItem) && told);
  });
}
