/** What is typed, and what is read, in each language. */

export const LINES = {
  en: {
    yes: 'yes',
    no: 'no',
    about: 'Up to 4 h',
    why: 'Restart the stuck replica, INC-1234',
    wrongTime: 'soonish',
    time: '2h',
    outsider: 'You are not among those who decide',
    own: 'You cannot approve your own request',
    oneOfTwo: '1 of 2',
    active: 'active until',
    confirmed: 'Confirmed at AWS',
    ended: 'Access ended',
  },
  ja: {
    yes: 'はい',
    no: 'いいえ',
    about: '最長4時間',
    why: 'レプリカ停止の復旧 INC-1234',
    wrongTime: 'そのうち',
    time: '2時間',
    outsider: '承認者',
    own: 'ご自身の申請は承認できません',
    oneOfTwo: '1/2',
    active: '有効',
    confirmed: 'AWS で確認済み',
    ended: 'アクセス終了',
  },
} as const;
