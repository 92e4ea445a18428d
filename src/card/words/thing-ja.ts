/** Japanese: things of AWS that the rest of the program names in English, as `group prod-db`. */

const NOUNS: Readonly<Record<string, string>> = {
  'permission set': '許可セット',
  'schedule group': 'スケジュールグループ',
  'session document': 'セッションドキュメント',
  'access request': 'アクセスリクエスト',
  group: 'グループ',
  role: 'ロール',
};
const NAMED = new RegExp(`^(${Object.keys(NOUNS).join('|')})(?: (\\S+))?$`);

type Shape = readonly [form: RegExp, say: (first: string, second: string) => string];
const SHAPES: readonly Shape[] = [
  [/^assignment of (.+) to (.+)$/, (who, what) => `${thing(who)} への ${thing(what)} の割り当て`],
  [/^(?:permission set )?(\S+) in (\d{12})$/, (set, account) => `${account} の許可セット ${set}`],
  [/^(\d+) nodes with (.+)$/, (count, tag) => `${tag} のノード${count}台`],
  [/^nodes with (.+)$/, (tag) => `${tag} のノード`],
  [NAMED, (noun, name) => `${NOUNS[noun]}${name && ` ${name}`}`],
];

/** `グループ prod-db`, `Role=web のノード40台`; what has another form stays as it is. */
export function thing(what: string): string {
  for (const [form, say] of SHAPES) {
    const found = form.exec(what);
    if (found) return say(found[1] ?? '', found[2] ?? '');
  }
  return what;
}
