/** English: what may live on, on cards, in threads and in notices. */

import type { Endless } from '../../catalog/endless.ts';

export const endlessEn: Readonly<Record<Endless, string>> = {
  shells: 'A shell opened through it may live on without end: the bot ends none of these.',
  connections:
    'A connection opened through it, as to a database, may live on: the bot ends none of these.',
  clusters: 'A Kubernetes cluster may go on taking a role session for as long as its keys last.',
  roles: 'A role session may go on into other roles, and so live on without end.',
  unread: 'What its role allows could not be read, so sessions may live on without end.',
};
