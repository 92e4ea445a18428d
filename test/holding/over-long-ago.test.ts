/** What is over, and whose fence has gone, is not fenced again. */
import { expect, test } from 'vitest';
import type { SsmNodeTarget } from '../../src/catalog/target.ts';
import type { Step } from '../../src/holding/slot.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { factsOf, groupTarget, NOON, order } from './sample.ts';

const [A, B] = ['PA-AAAAA', 'PA-BBBBB'] as const;
const fencesOf = (cloud: Cloud) =>
  [...cloud.slots.values()].filter(({ kind }) => kind === 'fence').length;
const isFence = (step: Step) => step.do === 'put' && step.slot.kind === 'fence';
const shell = (minutes: number) => {
  const document = `ProdAccess-Shell-${minutes}m`;
  const reach = [{ actions: ['ssm:StartSession'], resources: [document] }];
  const target: SsmNodeTarget = {
    kind: 'ssm-node',
    account: '444455556666',
    region: 'eu-central-1',
    nodes: ['i-0123456789abcdef0'],
    document,
    reach,
    roles: [],
    mfa: false,
  };
  return { target, facts: { reach, namedRoles: [], tailMs: 0 } };
};

/** Three shells for eight hours, each given back after five minutes, and all fences gone. */
function givenBack(): Cloud {
  const cloud = new Cloud();
  for (const minutes of [15, 30, 60]) {
    const name = `PA-${minutes}`;
    cloud.order(order(name, NOON, NOON + 8 * HOUR, shell(minutes))).minutes(5);
    const back = { ...shell(minutes), revision: 2, endMs: cloud.nowMs };
    cloud.order(order(name, NOON, NOON + 8 * HOUR, back)).minutes(40);
  }
  expect(fencesOf(cloud)).toBe(0);
  return cloud;
}

/** Another policy is given, and its exact end is written when it is active. */
function another(cloud: Cloud): Cloud {
  const fromMs = cloud.nowMs;
  const { endMs: _, ...open } = order(A, fromMs, fromMs + 70 * MINUTE);
  cloud.order(open).minutes(1);
  cloud.order({ ...open, revision: 2, endMs: fromMs + HOUR }).minutes(5);
  expect(cloud.state(A)).toBe('active');
  return cloud;
}

test('when the end of another grant is written', () => {
  const cloud = givenBack();
  cloud.log.length = 0;
  another(cloud);
  expect(cloud.log.filter(({ step }) => isFence(step))).toEqual([]);
});

test('and takes no room from what is given next', () => {
  const cloud = another(givenBack());
  cloud.fault = (step) => (isFence(step) && fencesOf(cloud) >= 3 ? 'refused' : undefined);
  const group = { target: groupTarget, facts: factsOf('role/S') };
  cloud.order(order(B, cloud.nowMs, cloud.nowMs + HOUR, group)).minutes(3);
  expect([cloud.failure(B), cloud.state(B)]).toEqual([undefined, 'active']);
});
