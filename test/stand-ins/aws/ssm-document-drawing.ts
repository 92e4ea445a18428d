/** Documents as they are read: one in full, one described, many listed. */

import { createHash } from 'node:crypto';
import { AwsFault } from './fault.ts';
import type { RunbookParameter } from './runbook.ts';
import { textOf as written } from './runbook-values.ts';
import { drawTags, type Input, require, type SsmCall, seconds, textOf } from './ssm-call.ts';
import { AMAZONS, type Parameter } from './ssm-content.ts';
import { allowedDocument, typeOf, versionNamed } from './ssm-document.ts';
import { contentIn, formatAsked, readContent, schemaOf } from './ssm-document-kinds.ts';
import { page } from './ssm-pages.ts';
import type { DocumentVersion, SsmDocument } from './ssm-types.ts';

export function getDocument(call: SsmCall): object {
  const document = allowedDocument(call);
  const version = versionAsked(document, call.input);
  return {
    ...drawVersion(document, version),
    Status: 'Active',
    ...contentIn(version, formatAsked(call.input)),
  };
}

export function describeDocument(call: SsmCall): object {
  const document = allowedDocument(call);
  const version = versionAsked(document, call.input);
  return { Document: drawDescription(document, version, call.place.account) };
}

export function listDocumentVersions(call: SsmCall): object {
  const document = allowedDocument(call);
  const newest = document.versions.toReversed();
  const size = { least: 1, most: 50, usual: 50 };
  const keyOf = ({ number }: DocumentVersion) => String(100_000 - number);
  const { items, ...next } = page(newest, keyOf, () => true, call.input, size);
  const drawn = items.map((version) => ({
    ...drawVersion(document, version),
    IsDefaultVersion: version.number === document.defaultVersion,
    Status: 'Active',
  }));
  return { DocumentVersions: drawn, ...next };
}

export function listDocuments(call: SsmCall): object {
  require(call, '*');
  const { place, input } = call;
  const all = [...AMAZONS.values(), ...place.documents.values()];
  const ordered = all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const filters = (input['Filters'] ?? []) as readonly { Key: string; Values: string[] }[];
  const fits = (document: SsmDocument) =>
    filters.every(({ Key, Values }) => passes(document, Key, Values, place.account));
  const size = { least: 1, most: 50, usual: 50 };
  const { items, ...next } = page(ordered, ({ name }) => name, fits, input, size);
  const drawn = items.map((document) => ({
    ...drawVersion(document, versionNamed(document, '$DEFAULT')),
    Owner: ownerOf(document, place.account),
    PlatformTypes: PLATFORMS,
    SchemaVersion: schemaOf(typeOf(document)),
    Tags: drawTags(document.tags),
  }));
  return { DocumentIdentifiers: drawn, ...next };
}

export function drawDescription(
  document: SsmDocument,
  version: DocumentVersion,
  account: string,
): object {
  const { description, parameters } = readContent(typeOf(document), version);
  return {
    ...drawVersion(document, version),
    Hash: createHash('sha256').update(version.content).digest('hex'),
    HashType: 'Sha256',
    Owner: ownerOf(document, account),
    Status: 'Active',
    Description: description,
    Parameters: Object.entries(parameters ?? {}).map(([name, one]) => drawParameter(name, one)),
    PlatformTypes: PLATFORMS,
    SchemaVersion: schemaOf(typeOf(document)),
    LatestVersion: String(document.versions.at(-1)?.number),
    DefaultVersion: String(document.defaultVersion),
    Tags: drawTags(document.tags),
  };
}

const PLATFORMS = ['Windows', 'Linux', 'MacOS'];

const drawVersion = (document: SsmDocument, version: DocumentVersion) => ({
  Name: document.name,
  CreatedDate: seconds(version.atMs),
  DocumentVersion: String(version.number),
  VersionName: version.name,
  DocumentType: typeOf(document),
  DocumentFormat: version.format ?? 'JSON',
});

const drawParameter = (Name: string, parameter: Parameter | RunbookParameter) => ({
  Name,
  Type: parameter.type ?? 'String',
  DefaultValue: parameter.default === undefined ? undefined : written(parameter.default),
});

const ownerOf = ({ isAmazons }: SsmDocument, account: string) => (isAmazons ? 'Amazon' : account);

function versionAsked(document: SsmDocument, input: Input): DocumentVersion {
  return versionNamed(document, textOf(input, 'DocumentVersion') ?? '$DEFAULT');
}

function passes(
  document: SsmDocument,
  key: string,
  values: readonly string[],
  account: string,
): boolean {
  if (key === 'Name') return values.some((value) => document.name.startsWith(value));
  if (key === 'DocumentType') return values.includes(typeOf(document));
  if (key === 'PlatformTypes') return values.some((value) => PLATFORMS.includes(value));
  if (key === 'Owner') {
    const words = document.isAmazons ? ['All', 'Amazon'] : ['All', 'Self', 'Private', account];
    return values.some((value) => words.includes(value));
  }
  if (!key.startsWith('tag:')) {
    throw new AwsFault('InvalidFilterKey', `The key ${key} is not valid.`);
  }
  const name = key.slice('tag:'.length);
  return document.tags.some((tag) => tag.key === name && values.includes(tag.value));
}
