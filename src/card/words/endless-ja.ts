/** Japanese: what may live on without end, on cards, in threads and in notices. */

import type { endlessEn } from './endless-en.ts';

export const endlessJa: typeof endlessEn = {
  shells: 'このアクセスで開いたシェルは、ボットが切断しないため、期限なく残る可能性あり。',
  roles: 'ロールのセッションから別のロールに移ると、期限なく残る可能性あり。',
  unread: 'ロールの権限を読み取れないため、セッションが期限なく残る可能性あり。',
};
