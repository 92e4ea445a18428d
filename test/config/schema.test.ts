/** What editors know of the file is what reads it. */

import { expect, test } from 'vitest';
import { configSchema } from '../../src/config/file.ts';

test('docs/prod-access.schema.json is up to date; if not, run this test with -u', async () => {
  const text = `${JSON.stringify(configSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../docs/prod-access.schema.json');
});

test('it marks unknown keys and knows every key of the example', () => {
  expect(configSchema()).toMatchObject({
    additionalProperties: false,
    required: ['workspace', 'people', 'operators', 'accounts', 'entitlements', 'rules'],
    properties: { limits: { properties: { open: { type: 'integer', default: 3 } } } },
  });
});
