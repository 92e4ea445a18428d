/** The kinds of documents that are known, the forms they are written in, and how each is read. */

import { parse, stringify } from 'yaml';
import { parseApprovalPolicy } from './access-policies.ts';
import { parseCalendar } from './calendar-events.ts';
import { AwsFault } from './fault.ts';
import type { RunbookParameter } from './runbook.ts';
import { parseRunbook } from './runbook-reading.ts';
import { type Input, textOf, validation } from './ssm-call.ts';
import { type Parameter, parseContent } from './ssm-content.ts';
import type { DocumentFormat, DocumentType, DocumentVersion } from './ssm-types.ts';

const SCHEMA: Readonly<Record<DocumentType, string>> = {
  Session: '1.0',
  Automation: '0.3',
  ManualApprovalPolicy: '0.3',
  ChangeCalendar: '1.0',
};

export const schemaOf = (type: DocumentType) => SCHEMA[type];

/** @throws AwsFault */
export function typeAsked(input: Input): DocumentType {
  const type = textOf(input, 'DocumentType') ?? 'Command';
  if (Object.hasOwn(SCHEMA, type)) return type as DocumentType;
  throw validation(`documents of type ${type} are not known to the stand-in`);
}

/** @throws AwsFault */
export function formatAsked(input: Input): DocumentFormat {
  const format = textOf(input, 'DocumentFormat') ?? 'JSON';
  if (format === 'JSON' || format === 'YAML' || format === 'TEXT') return format;
  throw validation(`Value '${format}' at 'documentFormat' must be one of [YAML, TEXT, JSON]`);
}

/** @throws AwsFault */
export function checkContent(type: DocumentType, text: string, format: DocumentFormat): void {
  readContent(type, { content: text, format });
}

interface Read {
  readonly description?: string;
  readonly parameters?: Readonly<Record<string, Parameter | RunbookParameter>>;
}

export function readContent(
  type: DocumentType,
  { content, format = 'JSON' }: Pick<DocumentVersion, 'content' | 'format'>,
): Read {
  if (type === 'Automation') return parseRunbook(content, format);
  if (type === 'ManualApprovalPolicy') return parseApprovalPolicy(content, format);
  if (type === 'ChangeCalendar') {
    if (format !== 'TEXT') throw new AwsFault('InvalidDocumentContent', 'A calendar is a TEXT.');
    parseCalendar(content);
    return {};
  }
  if (format === 'JSON') return parseContent(content);
  throw new AwsFault('InvalidDocumentContent', 'Only JSON is known here.');
}

/** JSON where nothing else is asked for; a text stays what it is. */
export function contentIn(
  { content, format = 'JSON' }: DocumentVersion,
  asked: DocumentFormat,
): { readonly Content: string; readonly DocumentFormat: DocumentFormat } {
  const as = format === 'TEXT' ? 'TEXT' : asked;
  if (as === format) return { Content: content, DocumentFormat: format };
  const value: unknown = parse(content);
  const Content = as === 'YAML' ? stringify(value) : JSON.stringify(value);
  return { Content, DocumentFormat: as };
}
