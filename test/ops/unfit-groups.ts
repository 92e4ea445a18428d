/** Groups of an account that nobody may be given, and what is said of them. */

export const unfitGroups = (account: string): [string, object, RegExp][] => [
  [
    'says that a group does not exist',
    { kind: 'group-unfit', account, group: 'ops', problem: 'missing' },
    /no group ops in account jump .* Create it/,
  ],
  [
    'says that a group gives more than could be ended',
    { kind: 'group-unfit', account, group: 'ops', problem: 'unfenceable' },
    /Group ops .* NotAction, NotResource or a variable, .* every ask for it is refused/,
  ],
  [
    'says that a group lets its members write IAM',
    { kind: 'group-unfit', account, group: 'ops', problem: 'dangerous', action: 'iam:TagUser' },
    /Group ops .* allows iam:TagUser, by which its members could give themselves more/,
  ],
];
