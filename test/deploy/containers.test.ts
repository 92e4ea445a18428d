/** The image and what SECURITY.md says of it. */

import { describe, expect, test } from 'vitest';
import { read } from '../house/checkout.ts';

const dockerfile = read('Dockerfile').replaceAll('\\\n', ' ');
const [, volume] = /^VOLUME (\S+)$/m.exec(dockerfile) ?? [];
const env = (name: string) => new RegExp(`\\b${name}=(\\S+)`).exec(dockerfile)?.[1];

describe('the image', () => {
  test('has SQLite write what it needs for a while to the volume, as all else', () => {
    expect(volume).toBe('/data');
    expect(env('SQLITE_TMPDIR')).toBe(volume);
  });

  test('is of a base that SECURITY.md says is trusted by its tag, as long as it is', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    const isByTag = bases.some((base) => !base?.includes('@sha256:'));
    const row = /^\| Other software \|.*$/m.exec(read('SECURITY.md'))?.[0];
    expect(row?.includes('base image has in it, by its tag')).toBe(isByTag);
  });
});
