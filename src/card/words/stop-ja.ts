/** Japanese: why nothing is granted at the moment, behind the sentence that says so. */

import type { RefusalFacts } from '../../kernel/refusal.ts';
import { SECOND } from '../../kernel/time.ts';
import type { StopWords } from './stop-en.ts';

type Facts = RefusalFacts['granting-stopped'];

/** The sentence of an older record is English: nothing is said of it. */
export function stopJa({ is, awayMs = 0 }: Facts): string {
  const why = is && STOPS[is]?.(Math.round(awayMs / SECOND));
  return why === undefined ? '' : `（${why}）`;
}

const STOPS: Partial<StopWords> = {
  behind: () => '別の設定が有効なため。この設定に戻すには、起動し直してください',
  waiting: () => '変更されたルールが2人目の運用担当の確認待ちのため',
  copy: () => '記録が古い写しで、運用担当が未確認のため',
  clock: (seconds) => `サーバーの時計が AWS と${seconds}秒ずれているため`,
  damage: () => 'データベースが破損しているため',
  table: () => '記録のテーブルが削除されたか、別のものに置き換わったため',
  'full-disk': () => 'データベースのディスクに空きがないため',
  broken: () => '内部で問題が見つかったため',
} satisfies StopWords;
