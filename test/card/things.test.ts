/** Things of AWS in Japanese: each form in which the rest of the program names them. */

import { expect, test } from 'vitest';
import { thing } from '../../src/card/words/thing-ja.ts';

test.each([
  ['group prod-db', 'グループ prod-db'],
  ['role arn:aws:iam::111122223333:role/ProdDb', 'ロール arn:aws:iam::111122223333:role/ProdDb'],
  ['permission set ProdDb in 111122223333', '111122223333 の許可セット ProdDb'],
  ['ProdDb in 111122223333', '111122223333 の許可セット ProdDb'],
  ['permission set arn:aws:sso:::permissionSet/a/b', '許可セット arn:aws:sso:::permissionSet/a/b'],
  [
    'assignment of group prod-db to ProdDb in 111122223333',
    'グループ prod-db への 111122223333 の許可セット ProdDb の割り当て',
  ],
  ['nodes with Role=bastion', 'Role=bastion のノード'],
  ['40 nodes with Role=web', 'Role=web のノード40台'],
  ['session document Prod-Shell', 'セッションドキュメント Prod-Shell'],
  ['schedule group prod-access', 'スケジュールグループ prod-access'],
  ['access request oi-0123456789ab', 'アクセスリクエスト oi-0123456789ab'],
  ['access request', 'アクセスリクエスト'],
  ['i-0123456789abcdef0, mi-0123456789abcdef0', 'i-0123456789abcdef0, mi-0123456789abcdef0'],
  ['prod-db', 'prod-db'],
])('%s is %s', (english, japanese) => {
  expect(thing(english)).toBe(japanese);
});
