/** Whether runbooks are given what they need, and nothing that anybody may write freely. */

import { answersOf, type SsmAutomationTarget, takesEnd } from '../catalog/automation.ts';
import type { Entitlement } from '../catalog/entitlement.ts';
import { isAutomation } from '../catalog/target.ts';
import type { Config } from './config.ts';
import { error, type Finding } from './finding.ts';
import { placedTargets } from './placed.ts';

export const checkAutomation = ({ catalog }: Config): readonly Finding[] =>
  placedTargets(catalog).flatMap(({ entitlement, target, path }) =>
    isAutomation(target) ? found(entitlement, target, path) : [],
  );

function found(
  { questions, targets }: Entitlement,
  target: SsmAutomationTarget,
  path: string,
): readonly Finding[] {
  const { runs } = target;
  const answers = [...answersOf(target)].flatMap((id) => {
    const question = questions.find((one) => one.id === id);
    if (!question) return [error(path, `there is no question ${id} in this entry to be answered`)];
    if (question.allowed || question.pattern) return [];
    const said = `the answer to ${id} goes to a runbook, so its question needs allowed or pattern`;
    return [error(path, said)];
  });
  const isAlone = runs.form === 'pair' || new Set(targets).size === 1;
  const isEnded = runs.form === 'work' || !runs.dated || takesEnd(runs.grant);
  return [
    ...answers,
    ...unbooked(target, path),
    ...(isAlone ? [] : [error(path, 'work stands alone: the rest would end when it is done')]),
    ...(isEnded ? [] : [error(`${path}.dated`, 'a dated grant is given its end: { fill: end }')]),
  ];
}

/** What a schedule could not start, it would not end. */
function unbooked(target: SsmAutomationTarget, path: string): readonly Finding[] {
  const { runs, schedules, account } = target;
  if (!schedules || runs.form !== 'pair') return [];
  const of = schedules.role.split(':')[4] ?? '';
  const elsewhere = `its schedules are lent a role of ${of}, and it is in ${account}`;
  const { document } = runs.revoke;
  const name =
    `${document} is booked for the end, and the role that schedules are lent starts runbooks ` +
    'whose name begins with ProdAccess-Revoke';
  return [
    ...(of === account ? [] : [error('runbooks.schedules.role', elsewhere)]),
    ...(document.startsWith('ProdAccess-Revoke') ? [] : [error(`${path}.revoke`, name)]),
  ];
}
