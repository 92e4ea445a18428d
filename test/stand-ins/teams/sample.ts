/** The tenant most tests and the demo begin with: four colleagues, an outsider and a guest. */

import type { Seed } from './seed.ts';

const PRODUCTION = '19:production@thread.tacv2';
const guid = (tail: string) => `00000000-0000-4000-8000-${tail.padStart(12, '0')}`;

export const SAMPLE_IDS = {
  team: PRODUCTION,
  approvals: '19:approvals@thread.tacv2',
  ops: '19:ops@thread.tacv2',
  leads: guid('9001'),
  engineers: guid('9002'),
} as const;

export const SAMPLE: Seed = {
  tenantId: guid('7e0a'),
  bot: { appId: guid('b07'), secret: 'stand-in-client-secret', name: 'Prod Access' },
  people: [
    {
      name: 'aiko',
      aadObjectId: guid('a1'),
      displayName: '佐藤 愛子',
      locale: 'ja-JP',
      country: 'JP',
      teams: [PRODUCTION],
    },
    {
      name: 'ben',
      aadObjectId: guid('b2'),
      displayName: 'Ben Carter',
      locale: 'en-GB',
      country: 'GB',
      timezone: 'Europe/London',
      teams: [PRODUCTION],
    },
    {
      name: 'chie',
      aadObjectId: guid('c3'),
      displayName: '森 千絵',
      locale: 'ja-JP',
      country: 'JP',
      teams: [PRODUCTION],
    },
    { name: 'dai', aadObjectId: guid('d4'), displayName: 'Dai Evans', teams: [PRODUCTION] },
    // Of the same company, but in no team, and without the app.
    { name: 'mallory', aadObjectId: guid('e5'), displayName: 'Mallory Gray', installed: false },
    {
      name: 'finn',
      aadObjectId: guid('f6'),
      displayName: 'Finn Guest',
      email: 'finn@partner.example',
      userPrincipalName: 'finn_partner.example#EXT#@example.onmicrosoft.com',
      userType: 'Guest',
      teams: [PRODUCTION],
    },
  ],
  teams: [
    {
      id: PRODUCTION,
      name: 'Production',
      aadGroupId: guid('9003'),
      channels: [
        { id: SAMPLE_IDS.approvals, name: 'approvals' },
        { id: SAMPLE_IDS.ops, name: 'ops' },
      ],
    },
  ],
  groups: [
    { id: SAMPLE_IDS.leads, displayName: 'SRE leads', members: ['ben', 'chie'] },
    // The leads are in it only through their own group.
    {
      id: SAMPLE_IDS.engineers,
      displayName: 'Engineers',
      members: ['aiko', 'dai', SAMPLE_IDS.leads],
    },
  ],
};
