/** What is installed: pinned, hashed, without scripts, and enough without development packages. */

import { describe, expect, test } from 'vitest';
import { holds, read, sources, under } from './checkout.ts';
import { reached } from './cycles.ts';
import { allImports, isBuiltin, packageOf } from './imports.ts';

interface Manifest {
  readonly engines: { readonly node: string };
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

interface Locked {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

const own = JSON.parse(read('package.json')) as Manifest;
const runtime = JSON.parse(read('tools/runtime/package.json')) as Manifest;
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
const locked = Object.entries(lock.packages);
const ours = (name: string) => !name.startsWith('node_modules/');

/** Packages that have a script to run when installed: denied, one by one. */
const denied = Object.entries(own.allowScripts).filter(([, may]) => !may);

describe('packages', () => {
  test('are pinned to one version each', () => {
    const all = [own, runtime].flatMap((one) => [
      ...Object.entries(one.dependencies ?? {}),
      ...Object.entries(one.devDependencies ?? {}),
      ...Object.entries(one.optionalDependencies ?? {}),
    ]);
    const loose = all.filter(([, version]) => !/^\d+\.\d+\.\d+$|^file:tools\//.test(version));
    expect(loose).toEqual([]);
  });

  test('are locked by their hash, and not to the host they came from', () => {
    const unhashed = locked.filter(
      ([name, one]) => !ours(name) && !one.link && !one.integrity?.startsWith('sha512-'),
    );
    const hosted = locked.filter(([, one]) => one.resolved !== undefined && !one.link);
    expect({ unhashed, hosted }).toEqual({ unhashed: [], hosted: [] });
  });

  test('run no script when they are installed', () => {
    const running = locked.filter(([, one]) => one.hasInstallScript).map(([name]) => name);
    expect(running).toEqual(denied.map(([name]) => `node_modules/${name}`));
    expect(Object.values(own.allowScripts)).not.toContain(true);
    expect(read('.npmrc')).toContain('strict-allow-scripts=true');
  });

  test('that the product loads are all there without those for development', () => {
    const imports = allImports(sources);
    const start = [...Object.values(own.bin), ...under('adapters').map(({ path }) => path)];
    const files = reached([...start, 'src/main.ts'], imports, ['static', 'lazy']);
    const missing = imports
      .filter(({ from, to, own: mine, kind }) => files.has(from) && !mine && kind !== 'type' && to)
      .filter(({ to }) => !isBuiltin(to) && !(packageOf(to) in (own.dependencies ?? {})))
      .map(({ from, line, to }) => `${from}:${line} loads ${to}`);
    expect(missing).toEqual([]);
  });

  test('of other kinds are loaded by tests and tools only', () => {
    const files = reached(Object.values(own.bin), allImports(sources), ['static', 'lazy']);
    expect([...files].filter((path) => /^(test|tools)\//.test(path))).toEqual([]);
  });
});

describe('the Node that runs it', () => {
  const needed = /^>=(\d+)\.(\d+)$/.exec(own.engines.node)?.slice(1).map(Number) ?? [];

  test('is asked for by the launcher as by the package', () => {
    expect(read('bin/prod-access.mjs')).toContain(`const NEEDED = [${needed.join(', ')}];`);
  });

  test('is the same major version in the image and in the checkout', () => {
    const major = Object.values(runtime.optionalDependencies ?? {})[0]?.split('.')[0];
    const images = [...read('Dockerfile').matchAll(/^FROM (\S+)/gm)].map((match) => match[1]);
    expect(new Set(images)).toEqual(new Set([`node:${major}-slim`]));
    expect(Number(major)).toBeGreaterThanOrEqual(needed[0] ?? Number.NaN);
  });

  test('comes in one version for every machine', () => {
    expect(new Set(Object.values(runtime.optionalDependencies ?? {})).size).toBe(1);
  });
});

describe('the image', () => {
  const dockerfile = read('Dockerfile');
  const lines = dockerfile.replaceAll('\\\n', ' ').split('\n');

  test('copies only what is there and what its ignore list lets through', () => {
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    const through = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    expect(copied.filter((path) => !holds(path))).toEqual([]);
    expect(copied.toSorted()).toEqual(expect.arrayContaining(through.toSorted()));
    expect(copied.filter((path) => !through.includes(path))).toEqual([]);
  });

  test('takes everything the product loads', () => {
    const files = reached([...Object.values(own.bin), 'src/main.ts'], allImports(sources), [
      'static',
      'lazy',
    ]);
    const copied = lines.filter((line) => line.startsWith('COPY ')).join('\n');
    const left = [...files].filter((path) => !copied.includes(` ${path.split('/')[0]} `));
    expect(left).toEqual([]);
  });

  test('runs as nobody in particular and writes to one place', () => {
    expect(lines).toContain('USER 65532:65532');
    expect(lines).toContain('VOLUME /data');
    expect(dockerfile).toMatch(/PROD_ACCESS_DATABASE=\/data\//);
    expect(dockerfile).toContain('npm ci --omit=dev');
  });

  test('is unhealthy when the bot is dead, not while a chat is away: platforms kill by it', () => {
    expect(lines.find((line) => line.startsWith('HEALTHCHECK'))).toMatch(/"health"\]$/);
  });

  test('reads its configuration where it is mounted', () => {
    expect(dockerfile).toContain('PROD_ACCESS_CONFIG=/config/prod-access.yml');
    expect(read('README.md')).toContain('-v "$PWD":/config:ro');
  });

  test('starts and is watched by the launcher of the package, which is there by name', () => {
    const launcher = own.bin['prod-access'];
    expect(dockerfile).toContain(`ln -s /app/${launcher} /usr/local/bin/prod-access`);
    expect(lines.at(-2)).toBe(`CMD ["node", "${launcher}", "serve"]`);
    expect(dockerfile).toContain(`CMD ["node", "${launcher}", "health"]`);
  });
});
