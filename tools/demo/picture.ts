/** The world as the page draws it: one plain value, sent whole whenever something changed. */

import type { Town } from './town.ts';

const JUMP = '444455556666';

export function pictureOf(town: Town) {
  const { slack, clock } = town;
  const { state } = slack;
  const nowMs = clock.nowMs();
  return {
    nowMs,
    isBotOn: town.isBotOn(),
    bot: state.app.botUser,
    people: town.config.people.listed.map(({ name, keys, principal }) => ({
      id: keys[0]?.split(':').at(-1) ?? '',
      name,
      user: principal?.user ?? '',
    })),
    channels: Object.values(state.channels).map(({ id, name, im }) => ({
      id,
      name,
      ...(im === undefined ? {} : { im }),
      messages: (state.messages[id] ?? []).map(
        ({ ts, user, text, blocks, threadTs, editedTs }) => ({
          ts,
          user,
          text,
          blocks,
          ...(threadTs === undefined ? {} : { threadTs }),
          ...(editedTs === undefined ? {} : { edited: true }),
        }),
      ),
    })),
    whispers: state.whispers.map(({ user, channel, ts, text, blocks, from }) => ({
      user,
      channel,
      ts,
      text,
      blocks,
      from,
    })),
    modals: modalsOf(town),
    names: Object.fromEntries(
      Object.values(state.people).map((person) => [person.id, person.displayName]),
    ),
    aws: awsOf(town),
    nextEndMs: nextEnd(town, nowMs),
  };
}

function modalsOf({ slack }: Town) {
  const { state } = slack;
  return Object.fromEntries(
    Object.entries(state.stacks).flatMap(([user, stack]) => {
      const view = state.views[stack.at(-1) ?? ''];
      if (!view) return [];
      const { id, hash, definition, blocks, errors, typed } = view;
      return [[user, { id, hash, definition, blocks, errors, typed }]];
    }),
  );
}

/** What stands at AWS for each person, and what the authorizer answers about each role. */
function awsOf({ aws, config }: Town) {
  const account = aws.account(JUMP).state();
  const roles = new Map(
    [...config.catalog.entitlements.values()].flatMap((entitlement) =>
      entitlement.targets.flatMap((target) =>
        target.roles.map((role) => [role.name, role] as const),
      ),
    ),
  );
  return Object.fromEntries(
    config.people.listed.flatMap(({ principal }) => {
      const user = principal?.user ?? '';
      const identity = account.users[user];
      if (!identity) return [];
      const answers = [...roles.values()].map((role) => {
        const roleArn = `arn:aws:iam::${role.account}:role/${role.name}`;
        const { allowed, why, statement } = aws.mayAssume({
          account: JUMP,
          user,
          roleArn,
          mfa: true,
        });
        return { role: role.name, allowed, why, statement };
      });
      const groups = Object.entries(account.groups)
        .filter(([name]) => aws.account(JUMP).members(name).includes(user))
        .map(([name]) => name);
      const { inline, tags } = identity;
      return [[user, { groups, tags, inline, answers }]];
    }),
  );
}

/** The nearest date that AWS itself will act on, for the button that turns the clock there. */
function nextEnd({ aws }: Town, nowMs: number): number | undefined {
  const users = Object.values(aws.account(JUMP).state().users);
  const dates = users.flatMap((user) =>
    Object.values(user.inline).flatMap((document) =>
      [...document.matchAll(DATES)].map(([, date = '']) => Date.parse(date)),
    ),
  );
  const ahead = dates.filter((ms) => ms > nowMs);
  return ahead.length > 0 ? Math.min(...ahead) : undefined;
}

/** Dates by which a permission ends, or a fence begins. */
const DATES = /"Date(?:LessThan|GreaterThanEquals)":\{"aws:CurrentTime":"([^"]+)"/g;
