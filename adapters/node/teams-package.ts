/** The package that Teams takes: a zip with the manifest and two icons. */

import { readFile, writeFile } from 'node:fs/promises';
import { zipSync } from 'fflate';

const FOLDER = new URL('../../deploy/teams/', import.meta.url);

interface Manifest {
  readonly id: string;
  readonly developer: Readonly<Record<string, string>>;
  readonly bots: readonly object[];
  readonly composeExtensions: readonly object[];
}

export const readTeamsManifest = async (): Promise<Manifest> =>
  JSON.parse(await readFile(new URL('manifest.json', FOLDER), 'utf8')) as Manifest;

/** The same bytes each time: whoever compares two packages compares what is in them. */
export async function writeTeamsPackage(path: string, manifest: object): Promise<void> {
  const text = new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
  const icon = async (name: string) => new Uint8Array(await readFile(new URL(name, FOLDER)));
  const [color, outline] = await Promise.all(['color.png', 'outline.png'].map(icon));
  if (!color || !outline) throw new Error('The icons are missing.');
  const files = { 'manifest.json': text, 'color.png': color, 'outline.png': outline };
  await writeFile(path, zipSync(files, { mtime: new Date(1980, 0, 1) }));
}
