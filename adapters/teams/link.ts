/** The address under which a browser opens a message of Teams. */

import type { MessageRef } from '../../src/case-file/case-file.ts';

export function teamsLink({ channel, message }: MessageRef, tenantId: string): string {
  const place = [channel, message].map(encodeURIComponent).join('/');
  const more = new URLSearchParams({ tenantId, parentMessageId: message });
  return `https://teams.microsoft.com/l/message/${place}?${more}`;
}
