/** The Slack app asks for what the bot needs and for nothing more, in a form Slack accepts. */

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { SCOPES } from '../../adapters/slack/scopes.ts';
import { read, under } from './checkout.ts';

const text = read('manifest.yml');

/** The part of Slack's manifest, version 2, that we use: its fields and limits, nothing beside. */
const Manifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.int() }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().min(1).max(140),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
    long_description: z.string().min(175).max(4000),
  }),
  features: z.strictObject({
    bot_user: z.strictObject({ display_name: z.string().max(80), always_online: z.boolean() }),
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    slash_commands: z.array(
      z.strictObject({
        command: z
          .string()
          .regex(/^\/[a-z-]+$/)
          .max(32),
        url: z.url().max(3000).optional(),
        description: z.string().min(1).max(2000),
        usage_hint: z.string().min(1).max(1000),
        should_escape: z.boolean(),
      }),
    ),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(z.string().max(50)).max(255) }),
  }),
  settings: z.strictObject({
    interactivity: z.strictObject({
      is_enabled: z.boolean(),
      request_url: z.url().optional(),
      // Where lists that are found by typing are asked for, outside of Socket Mode.
      message_menu_options_url: z.url().optional(),
    }),
    event_subscriptions: z.strictObject({
      request_url: z.url().optional(),
      bot_events: z.array(z.string().max(50)).max(100),
    }),
    socket_mode_enabled: z.boolean(),
    org_deploy_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

describe('the Slack manifest', () => {
  const read = () => Manifest.parse(parse(text));

  test('has the form of version 2, with no field that Slack does not know', () => {
    expect(Manifest.safeParse(parse(text)).error?.issues ?? []).toEqual([]);
  });

  test('asks for no scope beyond what is needed, and for all that is', () => {
    expect(read().oauth_config.scopes.bot.toSorted()).toEqual(Object.keys(SCOPES).toSorted());
  });

  test('says beside each scope what it is for', () => {
    const bare = Object.keys(SCOPES).filter(
      (scope) => !new RegExp(`# .+\\n\\s+- ${scope}\\n`).test(text),
    );
    expect(bare).toEqual([]);
  });

  test('has people and channels in commands sent as ids, not as names', () => {
    const commands = read().features.slash_commands;
    expect(commands).toMatchObject([{ command: '/prod-access', should_escape: true }]);
  });

  test('needs no address on the web, and says three times how to have one', () => {
    const { settings, features } = read();
    expect(settings.socket_mode_enabled).toBe(true);
    expect(features.slash_commands[0]?.url).toBeUndefined();
    expect(text.match(/# HTTP: (request_|message_menu_options_)?url: https:/g)).toHaveLength(4);
  });

  test('still has the form of version 2 when it is switched to HTTP as it says', () => {
    const switched = text
      .replaceAll('# HTTP: ', '')
      .replace('socket_mode_enabled: true', 'socket_mode_enabled: false');
    const { settings, features } = Manifest.parse(parse(switched));
    const urls = [
      features.slash_commands[0]?.url,
      settings.interactivity.request_url,
      settings.interactivity.message_menu_options_url,
      settings.event_subscriptions.request_url,
    ];
    expect(new Set(urls)).toEqual(new Set(['https://prod-access.example.com/slack/events']));
  });

  test('stays inside one workspace and gives the bot no secret to keep', () => {
    const { org_deploy_enabled, token_rotation_enabled } = read().settings;
    expect({ org_deploy_enabled, token_rotation_enabled }).toEqual({
      org_deploy_enabled: false,
      token_rotation_enabled: false,
    });
  });

  test('is told of every event that the adapter listens to, and of no other', () => {
    const listened = under('adapters/slack').flatMap(({ text: code }) =>
      [...code.matchAll(/word\(event, 'type'\) === '(\w+)'/g)].map((match) => match[1]),
    );
    const told = read().settings.event_subscriptions.bot_events;
    expect(told).toEqual(['app_home_opened', 'channel_shared']);
    expect(new Set(listened)).toEqual(new Set(told));
  });
});
