/** A slip in the line behind `/prod-access`: nothing is done, and what was meant is shown. */

import { expect, test } from 'vitest';
import { readCommand } from '../../src/engine/command-line.ts';
import { NOON } from '../case-file/sample.ts';

const AT = { nowMs: NOON, zone: 'Asia/Tokyo', known: ['prod-db', 'prod-logs'] };
const meant = (line: string) => {
  const command = readCommand(line, AT);
  const refusal = command.verb === 'refused' ? command.refusal : undefined;
  return refusal?.code === 'did-you-mean' ? refusal.facts.line : (refusal?.code ?? command.verb);
};

test.each([
  ['breakglass prod-db 10m The site is down', 'break-glass prod-db 10m The site is down'],
  ['break glass prod-db 10m The site is down', 'break-glass prod-db 10m The site is down'],
  ['Break_Glass prod-db 10m', 'break-glass prod-db 10m'],
  ['braek-glass prod-db', 'break-glass prod-db'],
  ['prod-db break-glass 10m The site is down', 'break-glass prod-db 10m The site is down'],
  ['prod-db breakglass 10m', 'break-glass prod-db 10m'],
  ['prod-db break glass 10m', 'break-glass prod-db 10m'],
  ['break-glass prod-bd 10m The site is down', 'break-glass prod-db 10m The site is down'],
  ['hlep', 'help'],
  ['extnd 30m', 'extend 30m'],
  ['write off PA-7K3M2 closed', 'write-off PA-7K3M2 closed'],
  ['prod-db who', 'who prod-db'],
  ['PROD-DB 2h Restart it', 'prod-db 2h Restart it'],
  ['request prod-lgos 2h Read', 'request prod-logs 2h Read'],
])('%j: did you mean %j?', (line, right) => {
  expect(meant(line)).toBe(right);
});

test.each([
  ['staging 2h Restart it', 'entitlement-unknown'],
  ['break-glass staging 2h', 'entitlement-unknown'],
  ['prod-db soon Restart it', 'time-not-understood'],
  ['prod-db 2h Break glass was too much', 'submit'],
])('%j is no slip: %s', (line, what) => {
  expect(meant(line)).toBe(what);
});
