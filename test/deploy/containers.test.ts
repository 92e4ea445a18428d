/** What the image is told of where it runs. */

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
});
