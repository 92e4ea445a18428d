/** Japanese: what may live on, on cards, in threads and in notices. */

import type { endlessEn } from './endless-en.ts';

export const endlessJa: typeof endlessEn = {
  shells: 'このアクセスで開いたシェルは、ボットが切断しないため、期限なく残る可能性あり。',
  connections:
    'このアクセスで開いた接続（データベースなど）は、ボットが切断しないため、残る可能性あり。',
  clusters:
    'Kubernetes クラスターは、ロールのセッションを終了後も有効期限まで受け付ける可能性あり。',
  roles: 'ロールのセッションから別のロールに移ると、期限なく残る可能性あり。',
  unread: 'ロールの権限を読み取れないため、セッションが期限なく残る可能性あり。',
};
