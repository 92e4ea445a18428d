/** Finds a document and its versions, and asks whether a caller may have to do with it. */

import type { ContextFacts } from './context.ts';
import { AwsFault } from './fault.ts';
import { require, requiredText, type SsmCall, tagsOfResource } from './ssm-call.ts';
import { AMAZONS } from './ssm-content.ts';
import type { DocumentType, DocumentVersion, Place, SsmDocument } from './ssm-types.ts';

export const typeOf = ({ type = 'Session' }: SsmDocument): DocumentType => type;
export const ofType = (type: DocumentType): ContextFacts => ({ 'ssm:DocumentType': type });

export function documentArn({ region, account }: Pick<Place, 'region' | 'account'>, name: string) {
  return `arn:aws:ssm:${region}:${AMAZONS.has(name) ? '' : account}:document/${name}`;
}

export const findDocument = (place: Place, name: string): SsmDocument | undefined =>
  AMAZONS.get(name) ?? place.documents.get(name);

export const noDocument = (name: string) =>
  new AwsFault('InvalidDocument', `Document with name ${name} does not exist.`);

/** Asks for the right first: who may not know is told nothing else. */
export function allowedDocument(call: SsmCall): SsmDocument {
  const name = requiredText(call.input, 'Name');
  const document = findDocument(call.place, name);
  const type = ofType(document ? typeOf(document) : 'Session');
  const facts = { ...type, ...tagsOfResource(document?.tags ?? []) };
  require(call, documentArn(call.place, name), facts);
  if (!document) throw noDocument(name);
  return document;
}

export function versionNamed(document: SsmDocument, named: string): DocumentVersion {
  if (named === '$LATEST') return latestOf(document);
  const number = named === '$DEFAULT' ? document.defaultVersion : Number(named);
  const version = document.versions.find((one) => one.number === number);
  if (!version) throw wrongVersion(named);
  return version;
}

export const wrongVersion = (named: string) =>
  new AwsFault('InvalidDocumentVersion', `The document version ${named} is not valid.`);

export function latestOf({ versions }: SsmDocument): DocumentVersion {
  return versions.at(-1) as DocumentVersion;
}
