/** Documents of an account: made, changed version by version, and deleted again. */

import { tagFacts } from './caller.ts';
import { AwsFault } from './fault.ts';
import { checkTagQuota, checkTags } from './quotas.ts';
import {
  type Input,
  require,
  requiredText,
  type SsmCall,
  tagsIn,
  textOf,
  validation,
} from './ssm-call.ts';
import {
  allowedDocument,
  documentArn,
  latestOf,
  noDocument,
  ofType,
  typeOf,
  versionNamed,
  wrongVersion,
} from './ssm-document.ts';
import { drawDescription } from './ssm-document-drawing.ts';
import { checkContent, formatAsked, typeAsked } from './ssm-document-kinds.ts';
import type { DocumentVersion, SsmDocument } from './ssm-types.ts';

const MOST_DOCUMENTS = 500;
const MOST_VERSIONS = 1_000;

export function createDocument(call: SsmCall): object {
  const { place, input, now } = call;
  const name = requiredText(input, 'Name');
  const tags = tagsIn(input);
  const requested = tagFacts('aws:RequestTag', tags);
  const keys = tags.length === 0 ? {} : { 'aws:TagKeys': tags.map(({ key }) => key) };
  const type = typeAsked(input);
  require(call, documentArn(place, name), { ...ofType(type), ...requested, ...keys });
  checkName(name);
  const content = requiredText(input, 'Content');
  const format = formatAsked(input);
  checkContent(type, content, format);
  checkTags(tags);
  checkTagQuota(tags);
  if (place.documents.has(name)) {
    throw new AwsFault('DocumentAlreadyExists', `Document with name ${name} already exists.`);
  }
  if (place.documents.size >= MOST_DOCUMENTS) {
    const words = `You can have at most ${MOST_DOCUMENTS} active SSM documents.`;
    throw new AwsFault('DocumentLimitExceeded', words);
  }
  const first = versionOf(input, content, 1, now());
  const document: SsmDocument = { name, type, tags, defaultVersion: 1, versions: [first] };
  put(call, document);
  const drawn = drawDescription(document, first, place.account);
  return { DocumentDescription: { ...drawn, Status: 'Creating' } };
}

export function updateDocument(call: SsmCall): object {
  const { place, input, now } = call;
  const document = ownDocument(call);
  const content = requiredText(input, 'Content');
  const latest = latestOf(document);
  // Only the latest version can be changed, and without a word the default one is meant.
  const named = textOf(input, 'DocumentVersion') ?? '$DEFAULT';
  if (versionNamed(document, named) !== latest) throw wrongVersion(named);
  checkContent(typeOf(document), content, formatAsked(input));
  if (document.versions.some((version) => version.content === content)) {
    const words = 'The content of the document matches another version of it.';
    throw new AwsFault('DuplicateDocumentContent', words);
  }
  if (document.versions.length >= MOST_VERSIONS) {
    throw new AwsFault('DocumentVersionLimitExceeded', 'The document has too many versions.');
  }
  const name = textOf(input, 'VersionName');
  if (name !== undefined && document.versions.some((version) => version.name === name)) {
    throw new AwsFault('DuplicateDocumentVersionName', `There is a version ${name} already.`);
  }
  const next = versionOf(input, content, latest.number + 1, now());
  const changed = { ...document, versions: [...document.versions, next] };
  put(call, changed);
  const drawn = drawDescription(changed, next, place.account);
  return { DocumentDescription: { ...drawn, Status: 'Updating' } };
}

export function updateDefaultVersion(call: SsmCall): object {
  const document = ownDocument(call);
  const { number } = versionNamed(document, requiredText(call.input, 'DocumentVersion'));
  put(call, { ...document, defaultVersion: number });
  return { Description: { Name: document.name, DefaultVersion: String(number) } };
}

/** Sessions that were started with it live on: it is read once, at their start. */
export function deleteDocument(call: SsmCall): object {
  const document = ownDocument(call);
  const named = textOf(call.input, 'DocumentVersion');
  if (named === undefined) {
    call.place.documents.delete(document.name);
    call.changed();
    return {};
  }
  const { number } = versionNamed(document, named);
  if (number === document.defaultVersion) {
    throw new AwsFault('InvalidDocumentOperation', 'The default version cannot be deleted.');
  }
  const versions = document.versions.filter((version) => version.number !== number);
  put(call, { ...document, versions });
  return {};
}

function ownDocument(call: SsmCall): SsmDocument {
  const document = allowedDocument(call);
  if (document.isAmazons) throw noDocument(document.name);
  return document;
}

function versionOf(input: Input, content: string, number: number, atMs: number): DocumentVersion {
  const name = textOf(input, 'VersionName');
  const format = formatAsked(input);
  return { number, content, format, atMs, ...(name === undefined ? {} : { name }) };
}

function put({ place, changed }: SsmCall, document: SsmDocument): void {
  place.documents.set(document.name, document);
  changed();
}

function checkName(name: string): void {
  if (!/^[a-zA-Z0-9_\-.]{3,128}$/.test(name)) {
    const pattern = '^[a-zA-Z0-9_\\-.]{3,128}$';
    throw validation(`Value '${name}' at 'name' must satisfy regular expression ${pattern}`);
  }
  if (/^(?:aws|amazon|amzn)/i.test(name)) {
    throw validation(`Value '${name}' at 'name' begins with a prefix that is reserved`);
  }
}
