/** Configurations of the stories in which levels are nudged. */

const TWO_LEADS = /      - name: leads\n[^]*?from: \[sre-leads\]/;
const GROUPS = '  sre-leads: [ben, chie, dai]';

/** A lead first, and then a head; whoever does not answer is joined by somebody else. */
export const inLevels = (text: string): string =>
  text
    .replace(GROUPS, `${GROUPS}\n  heads: [dai]`)
    .replace(
      TWO_LEADS,
      '      - name: lead\n        any: 1\n        from: [ben]\n' +
        '        escalate: { after: 20m, to: [chie] }\n' +
        '      - name: head\n        any: 1\n        from: [heads]\n' +
        '        escalate: { after: 15m, to: [ben] }',
    );

/** Two of one group and somebody beside them, at one level. */
export const sideBySide = (text: string): string =>
  text
    .replace(GROUPS, `${GROUPS}\n  leads: [ben, chie]`)
    .replace(
      TWO_LEADS,
      '      - name: both\n        all:\n          - { any: 2, from: [leads] }\n' +
        '          - { any: 1, from: [dai] }',
    );
