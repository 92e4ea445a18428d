/** The workspace most tests and the demo begin with: four colleagues, a guest and a stranger. */

import type { Seed } from './state.ts';

const TEAM = ['U_AIKO', 'U_BEN', 'U_CHIE', 'U_DAI'];
const BOT = 'U0PRODACC';

export const SAMPLE: Seed = {
  people: [
    { id: 'U_AIKO', realName: '佐藤 愛子', displayName: 'aiko', locale: 'ja-JP' },
    { id: 'U_BEN', realName: 'Ben Carter', tz: 'Europe/London', tzOffsetSec: 0, locale: 'en-GB' },
    { id: 'U_CHIE', realName: '森 千絵', displayName: 'chie', locale: 'ja-JP' },
    { id: 'U_DAI', realName: 'Dai Evans' },
    { id: 'U_ERI', realName: 'Eri Guest', isRestricted: true },
    { id: 'U_FINN', realName: 'Finn Stranger', isStranger: true, teamId: 'T0OTHER' },
    { id: 'U_GONE', realName: 'Gone Person', deleted: true },
  ],
  channels: [
    { id: 'C_PROD', name: 'prod-access', members: [BOT, ...TEAM, 'U_ERI'] },
    { id: 'C_SRE', name: 'sre', members: [BOT, ...TEAM], isPrivate: true },
    { id: 'C_PARTNER', name: 'partner', members: [BOT, 'U_AIKO', 'U_FINN'], isExtShared: true },
    { id: 'C_RANDOM', name: 'random', members: TEAM },
    { id: 'C_OLD', name: 'old', members: [BOT, ...TEAM], isArchived: true },
  ],
  groups: [
    {
      id: 'S_LEADS',
      handle: 'sre-leads',
      name: 'SRE leads',
      members: ['U_BEN', 'U_CHIE', 'U_DAI'],
    },
  ],
};
