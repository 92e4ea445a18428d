/** What deploy/README.md says of rights is what is sent. */

import { expect, test } from 'vitest';
import { read } from '../house/checkout.ts';

test('whoever runs store init is told every right that it needs', () => {
  const said = /whoever runs that command needs ([^;]+);/.exec(read('deploy/README.md'))?.[1] ?? '';
  const rights = [...said.matchAll(/`dynamodb:(\w+)`/g)].map(([, name]) => name);
  const sent = [...read('adapters/dynamodb/init.ts').matchAll(/new (\w+)Command\(/g)].map(
    ([, name]) => name,
  );
  expect(sent.length).toBeGreaterThan(0);
  expect(new Set(rights)).toEqual(new Set(sent));
});
