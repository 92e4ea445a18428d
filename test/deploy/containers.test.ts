/** The image, the examples of docs/containers.md and SECURITY.md say the same of each other. */

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { read } from '../house/checkout.ts';

const dockerfile = read('Dockerfile').replaceAll('\\\n', ' ');
const [, volume] = /^VOLUME (\S+)$/m.exec(dockerfile) ?? [];
const [, user, group] = /^USER (\d+):(\d+)$/m.exec(dockerfile) ?? [];
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

interface Pod {
  readonly spec: { readonly securityContext: Readonly<Record<string, unknown>> };
}

test('the pod of the example has the user and the group of the image, and no other', () => {
  const page = read('docs/containers.md');
  const example = /\n## Kubernetes\n[^]*?```yaml\n([^]*?)```/.exec(page)?.[1] ?? '';
  const { spec } = parse(example) as Pod;
  const [runAsUser, runAsGroup] = [Number(user), Number(group)];
  expect(runAsUser).toBeGreaterThan(0);
  expect(spec.securityContext).toMatchObject({ runAsUser, runAsGroup, fsGroup: runAsGroup });
});
