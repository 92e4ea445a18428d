/** Whether groups that somebody else keeps can be read at all. */

import type { Config } from './config.ts';
import { error, type Finding, warning } from './finding.ts';

/** Whom the people file does not know cannot be told from their colleagues. */
export function checkSources({ groups, center, people }: Config): readonly Finding[] {
  return [...groups.values()].flatMap(({ id, source }): readonly Finding[] => {
    const path = `groups.${id}`;
    if (source.kind === 'identity-center' && !center)
      return [error(path, 'is of Identity Center, and identity_center is not set')];
    const isOnCall = source.kind === 'pagerduty';
    if (isOnCall && people.aliases.size === 0)
      return [warning(path, 'nobody in people.listed has pagerduty or email, so it is nobody')];
    return [];
  });
}
