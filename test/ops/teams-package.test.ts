/** The app for Teams: a package that Teams takes, for the bot that was named. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { filledManifest } from '../../src/ops/teams-command.ts';
import { run } from '../process/program.ts';

const APP = '0a1b2c3d-1111-4222-8333-444455556666';
const folder = mkdtempSync(join(tmpdir(), 'prod-access-teams-'));
afterAll(() => rmSync(folder, { recursive: true }));

const scopes = z.array(z.enum(['personal', 'team', 'groupChat'])).max(3);
const triggers = z.array(z.enum(['mention', 'slash']));
const address = z.url({ protocol: /^https$/ }).max(2048);

/** The part of Teams' manifest, schema 1.29, that we use: its fields and limits, nothing beside. */
const Manifest = z.strictObject({
  $schema: z.literal(
    'https://developer.microsoft.com/json-schemas/teams/v1.29/MicrosoftTeams.schema.json',
  ),
  manifestVersion: z.literal('1.29'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  id: z.guid(),
  developer: z.strictObject({
    name: z.string().min(1).max(32),
    websiteUrl: address,
    privacyUrl: address,
    termsOfUseUrl: address,
  }),
  name: z.strictObject({ short: z.string().min(1).max(30), full: z.string().max(100) }),
  description: z.strictObject({
    short: z.string().min(1).max(80),
    full: z.string().min(1).max(4000),
  }),
  icons: z.strictObject({ color: z.literal('color.png'), outline: z.literal('outline.png') }),
  accentColor: z.string().regex(/^#[0-9a-f]{6}$/),
  // The schema does without; Teams refuses an app of a team that does not say it (from 1.25 on).
  supportsChannelFeatures: z.literal('tier1'),
  bots: z
    .array(
      z.strictObject({
        botId: z.guid(),
        scopes,
        isNotificationOnly: z.boolean(),
        supportsFiles: z.boolean(),
        commandLists: z
          .array(
            z.strictObject({
              scopes,
              triggers,
              commands: z
                .array(
                  z.strictObject({
                    title: z.string().min(1).max(128),
                    description: z.string().min(1).max(4000),
                  }),
                )
                .max(12),
            }),
          )
          .max(3),
      }),
    )
    .length(1),
  composeExtensions: z
    .array(
      z.strictObject({
        botId: z.guid(),
        commands: z
          .array(
            z.strictObject({
              id: z.string().max(64),
              type: z.literal('action'),
              title: z.string().max(32),
              description: z.string().max(128),
              context: z.array(z.enum(['compose', 'commandBox', 'message'])).max(3),
              triggers,
              fetchTask: z.boolean(),
            }),
          )
          .max(10),
      }),
    )
    .length(1),
  permissions: z.array(z.enum(['identity', 'messageTeamMembers'])),
  validDomains: z.array(z.string()).max(16),
});

const packaged = async (...more: readonly string[]) => {
  const out = join(folder, `${Math.random()}.zip`);
  const ended = await run(['teams', 'package', '--out', out, ...more], {
    env: { PATH: process.env['PATH'] ?? '', MicrosoftAppId: APP },
  });
  if (ended.code !== 0) throw new Error(ended.err);
  return { ...ended, zip: readFileSync(out) };
};
const sizeOf = (png: Uint8Array | undefined) => {
  const view = new DataView(png?.buffer ?? new ArrayBuffer(0), png?.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

const SHIPPED = JSON.parse(
  readFileSync(new URL('../../deploy/teams/manifest.json', import.meta.url), 'utf8'),
) as Parameters<typeof filledManifest>[0];

test('nothing of the shipped manifest but the ids and the maker is changed', () => {
  const options = { appId: APP, website: undefined, developer: undefined };
  const filled = filledManifest(SHIPPED, options);
  if (!filled.ok) throw new Error(filled.why);
  const { id, bots, composeExtensions, developer, ...rest } = filled.manifest;
  expect(SHIPPED).toMatchObject(rest);
  expect(developer['name']).toBe('prod-access');
  expect(filled.notes).toEqual([expect.stringContaining('--website')]);
});

test('the package has a manifest that Teams takes, and icons of the right sizes', async () => {
  const files = unzipSync((await packaged()).zip);
  expect(Object.keys(files)).toEqual(['manifest.json', 'color.png', 'outline.png']);
  const text = new TextDecoder().decode(files['manifest.json']);
  const manifest = Manifest.parse(JSON.parse(text));
  expect([manifest.id, manifest.bots[0]?.botId, manifest.composeExtensions[0]?.botId]).toEqual([
    APP,
    APP,
    APP,
  ]);
  expect(sizeOf(files['color.png'])).toEqual([192, 192]);
  expect(sizeOf(files['outline.png'])).toEqual([32, 32]);
});

test('it is the same to the byte when made again, and carries what was asked for', async () => {
  const asked = ['--website', 'https://intranet.example.com/access', '--developer', 'Platform'];
  const [first, second] = [await packaged(...asked), await packaged(...asked)];
  expect(first.zip.equals(second.zip)).toBe(true);
  const text = new TextDecoder().decode(unzipSync(first.zip)['manifest.json']);
  expect(JSON.parse(text)).toMatchObject({
    developer: { name: 'Platform', privacyUrl: 'https://intranet.example.com/access' },
  });
  expect(first.out).not.toContain('--website');
});

test.each([
  [{}, [], 'MicrosoftAppId is not set.'],
  [{ MicrosoftAppId: 'prod-access' }, [], 'MicrosoftAppId is no id of an app.'],
  [{ MicrosoftAppId: APP }, ['--website', 'http://example.com'], '--website is no address.'],
  [{ MicrosoftAppId: APP }, ['--developer', 'x'.repeat(33)], '32 characters at most'],
])('what is missing is said, and nothing is written: %o %o', async (env, more, said) => {
  const out = join(folder, 'not.zip');
  const ended = await run(['teams', 'package', '--out', out, ...more], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  expect({ code: ended.code, err: ended.err }).toEqual({
    code: 78,
    err: expect.stringContaining(said),
  });
  expect(() => readFileSync(out)).toThrow('ENOENT');
});
