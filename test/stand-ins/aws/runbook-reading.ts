/** Reads a runbook as it was written, in JSON or YAML, and refuses what AWS would refuse. */

import { parse } from 'yaml';
import { AwsFault } from './fault.ts';
import { isObject, type Json, type Runbook } from './runbook.ts';
import { checkRunbook } from './runbook-check.ts';
import type { DocumentFormat } from './ssm-types.ts';

const MOST_BYTES = 65_536;

/** @throws AwsFault */
export function parseRunbook(text: string, format: DocumentFormat = 'JSON'): Runbook {
  return checkRunbook(parseJson(text, format));
}

/** Any document of schema version 0.3, whatever else is in it. */
export function parseJson(text: string, format: DocumentFormat): Json {
  if (Buffer.byteLength(text) > MOST_BYTES) {
    throw new AwsFault('MaxDocumentSizeExceeded', 'A document has at most 64 KB.');
  }
  const content = parsed(text, format);
  if (content['schemaVersion'] === '0.3') return content;
  const words = `The schema version ${String(content['schemaVersion'])} is not supported.`;
  throw new AwsFault('InvalidDocumentSchemaVersion', words);
}

function parsed(text: string, format: DocumentFormat): Json {
  try {
    const content: unknown = format === 'YAML' ? parse(text) : JSON.parse(text);
    if (isObject(content)) return content;
  } catch {
    // Falls through: whatever is wrong with it, it is no document.
  }
  throw new AwsFault('InvalidDocumentContent', `${format} not well-formed`);
}
