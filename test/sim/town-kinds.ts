/** What Systems Manager gives in the simulated world, as the catalogue of its bot says it. */

import { DOCUMENTS, NODE, REGION } from './access.ts';

interface Place {
  readonly account: string;
  readonly channel: string;
}

const entry = (id: string, { account, channel }: Place, target: string) => `
  - id: ${id}
    title: { en: ${id} }
    target:
      account: "${account}"
      region: ${REGION}${target}
    longest: 4h
    channel: ${channel}`;

const onNode = (kind: string, document = '') => `
      kind: ${kind}
      nodes: [${NODE}]
      document: ${document}
      mfa: false`;

export const shellsYaml = (place: Place): string =>
  entry('prod-shell', place, onNode('ssm-node', DOCUMENTS.Shell)) +
  entry(
    'prod-tunnel',
    place,
    `${onNode('ssm-port-forward', DOCUMENTS.Tunnel)}
      local_port: 8443`,
  );

const runbook = (name: string, parameters: string) =>
  `{ runbook: ProdAccess-${name}, version: 1, parameters: { ${parameters} } }`;
const user = 'UserName: { fill: user }';

const pair = (what: string, more: string, present: string) => `
      kind: ssm-automation
      grant: ${runbook(`Grant${what}`, user + more)}
      revoke: ${runbook(`Revoke${what}`, user)}
      observe:
        runbook: ProdAccess-Observe${what}
        version: 1
        parameters: { ${user} }
        present: { ${present} }`;

export const automationsYaml = (place: Place): string =>
  entry(
    'prod-window',
    place,
    `${pair('Window', ', EndTime: { fill: end }', 'output: read.Until')}
      dated: true`,
  ) +
  entry('prod-flag', place, pair('Flag', '', 'output: read.Members, lists: { fill: user }')) +
  entry(
    'prod-work',
    place,
    `
      kind: ssm-automation
      work: ${runbook('Work', user)}`,
  );

export const nodesYaml = (place: Place): string =>
  entry(
    'prod-nodes',
    place,
    `
      kind: jitna
      nodes: [${NODE}]`,
  );
