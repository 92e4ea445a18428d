/** Shapes of names: our own slugs, references to them, and the ids that Slack and AWS give. */

import { isZone } from '../kernel/time-zone-name.ts';
import { didYouMean, nearestZone } from './near.ts';
import { scalarAt, text } from './shape-scalar.ts';
import {
  expected,
  type NameKind,
  quoted,
  type Reading,
  refined,
  type Shape,
  WRONG,
} from './shape.ts';

/** A name that this file gives: it is typed in chat and part of names in AWS. */
export const slug: Shape<string> = text({
  what: 'a name of lower-case letters, digits and hyphens that begins with a letter',
  pattern: /^[a-z][a-z0-9-]{0,39}$/,
  max: 40,
  advice: (written) => {
    const near = written.toLowerCase().replaceAll(/[\s_.]+/g, '-');
    return /^[a-z][a-z0-9-]{0,39}$/.test(near) ? `; write ${near}` : '';
  },
});

/** A name that must have been given somewhere in the file. */
export function nameOf(...kinds: readonly NameKind[]): Shape<string> {
  return known(kinds, 40, ({ names }) => kinds.flatMap((kind) => names[kind]));
}

/** One of these names, whatever gave them. */
export const oneOf = (what: string, names: readonly string[]): Shape<string> =>
  known([what], 200, () => names);

function known(
  kinds: readonly string[],
  max: number,
  namesIn: (reading: Reading) => readonly string[],
): Shape<string> {
  return refined(
    text({ what: `the name of a ${kinds.join(' or a ')}`, max }),
    (name, at, reading) => {
      const names = namesIn(reading);
      if (names.includes(name)) return;
      const near = didYouMean(name, names);
      const some = names.length > 0 ? `; there are ${names.slice(0, 8).join(', ')}` : '';
      reading.report(at, `there is no ${kinds.join(' or ')} ${quoted(name)}${near || some}`);
    },
  );
}

/** An unquoted account loses its leading zeros, so a number is refused whatever it is. */
export const accountId: Shape<string> = text({
  what: 'twelve digits in quotes',
  pattern: /^\d{12}$/,
  max: 12,
  advice: (written, value) => {
    const digits = written.replaceAll(/[-\s]/g, '');
    // Only a number has lost its zeros; in a text a digit was left out, and any could be it.
    const isWhole =
      /^\d{12}$/.test(digits) || (typeof value === 'number' && /^\d{11}$/.test(digits));
    if (isWhole) return `; write "${digits.padStart(12, '0')}"`;
    return /^\d+$/.test(digits) ? `; these are ${digits.length} digits` : '';
  },
});

const SLACK = {
  team: ['a workspace id such as T0123ABCD (it is in the address of Slack in a browser)', 'TE'],
  user: ['a member id such as U0123ABCD (profile, "Copy member ID")', 'UW'],
  channel: ["a channel id such as C0123ABCD (at the end of the channel's details)", 'CG'],
  usergroup: ['a user group id such as S0123ABCD', 'S'],
} as const;

export function slackId(kind: keyof typeof SLACK): Shape<string> {
  const [what, first] = SLACK[kind];
  return text({ what, pattern: new RegExp(`^[${first}][A-Z0-9]{6,14}$`), max: 15 });
}

/** `U0123ABCD`, or `T0456EFGH/U0123ABCD` for an account in another workspace. */
export const slackAccount: Shape<string> = text({
  what: 'a member id such as U0123ABCD (profile, "Copy member ID"), or T…/U… of another workspace',
  pattern: /^(?:[TE][A-Z0-9]{6,14}\/)?[UW][A-Z0-9]{6,14}$/,
  max: 31,
});

/** Of Slack, or of Teams: `19:…@thread.tacv2`. */
export const channelId: Shape<string> = text({
  what:
    "a channel id such as C0123ABCD (at the end of the channel's details in Slack), or " +
    '19:…@thread.tacv2 (in the link to the channel in Teams, decoded)',
  pattern: /^(?:[CG][A-Z0-9]{6,14}|19:[\w.-]{3,80}@thread\.(?:tacv2|skype))$/,
  max: 110,
});

/** Of a user or a schedule. */
export const pagerdutyId: Shape<string> = text({
  what: 'an id of PagerDuty such as P0ABC12 (at the end of its address)',
  pattern: /^[PQ][A-Z0-9]{5,13}$/,
  max: 14,
});

export const emailAddress: Shape<string> = text({
  what: 'an e-mail address in lower case',
  pattern: /^[^\s@A-Z]{1,64}@[^\s@A-Z]{1,190}$/,
  max: 255,
});

/** As Microsoft Entra writes the ids of tenants, people and groups. */
export const entraId: Shape<string> = text({
  what: 'an id such as 1b2c3d4e-0000-4000-8000-5f6a7b8c9d0e, in lower case',
  pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  max: 36,
  advice: (written) => {
    const lower = written.toLowerCase();
    return lower !== written && /^[0-9a-f-]{36}$/.test(lower) ? `; write ${lower}` : '';
  },
});

/** The name of an IAM user, group or role: without a path, as the API wants it. */
export function iamName(what: string, max: number): Shape<string> {
  return text({
    what: `the name of ${what}, without path and account`,
    pattern: /^[\w+=,.@-]+$/,
    max,
    advice: (written) => {
      const name = written.split('/').at(-1) ?? '';
      return written.includes('/') && /^[\w+=,.@-]+$/.test(name) ? `; write ${name}` : '';
    },
  });
}

export const zone: Shape<string> = {
  schema: { type: 'string', pattern: '^[A-Za-z]' },
  read: (at, reading) => {
    const { value } = scalarAt(at);
    if (typeof value === 'string' && isZone(value)) return value;
    const near = nearestZone(String(value));
    const advice = near === undefined ? '' : `; did you mean ${near}?`;
    return expected(at, reading, 'a time zone such as Asia/Tokyo or Europe/Berlin', advice);
  },
};

/** The address is a secret of its own, so it is never repeated. */
export const pageUrl: Shape<string> = {
  schema: { type: 'string', format: 'uri' },
  read: (at, reading) => {
    const { value } = scalarAt(at);
    if (typeof value === 'string' && isSafeUrl(value)) return value;
    reading.report(at, 'expected an address that begins with https:// (http:// only for loopback)');
    return WRONG;
  },
};

function isSafeUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username || password) return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
