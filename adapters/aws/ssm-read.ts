/** What is read of Systems Manager: session documents. */

import { type SessionLog, sessionLogs } from '../../src/catalog/session-log.ts';
import { MINUTE, type DurationMs } from '../../src/kernel/time.ts';
import type { Clients } from './clients.ts';
import { answered } from './iam-call.ts';
import { isNamed } from './faults.ts';

/** A Region of an account, and the time there is for reading it. */
export interface Place {
  readonly clients: Clients;
  readonly account: string;
  readonly region: string;
  readonly signal: AbortSignal;
}

/** What a session document says, as far as it matters here. */
export interface SessionDocument {
  readonly kind: 'shell' | 'port' | 'other';
  /** None: its sessions last until they are ended. */
  readonly longestMs?: DurationMs;
  /** Undefined where whoever starts the session may choose it, or the host that it is a port of. */
  readonly port?: string;
  readonly host?: string;
  /** Whoever opens it may say where it begins: AWS refuses parameters that a document has not. */
  readonly takesLocalPort?: boolean;
  /** Where its shells are kept; empty where it says nothing of it. */
  readonly logs?: readonly SessionLog[];
}

/** Undefined when there is no such document. */
export async function documentAt(
  { clients, account, region, signal }: Place,
  name: string,
): Promise<SessionDocument | undefined> {
  const [sdk, client] = await Promise.all([clients.ssmSdk(), clients.ssm(account, region)]);
  return answered('ssm:GetDocument', async () => {
    try {
      const command = new sdk.GetDocumentCommand({ Name: name, DocumentFormat: 'JSON' });
      const { Content = '', DocumentType } = await client.send(command, { abortSignal: signal });
      return DocumentType === 'Session' ? documentOf(Content, region) : { kind: 'other' };
    } catch (error) {
      if (isNamed(error, 'InvalidDocument')) return undefined;
      throw error;
    }
  });
}

interface Written {
  readonly sessionType?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly properties?: { readonly portNumber?: unknown; readonly host?: unknown };
}

function documentOf(content: string, region: string): SessionDocument {
  const { sessionType, inputs = {}, parameters = {}, properties } = JSON.parse(content) as Written;
  const minutes = Number(inputs['maxSessionDuration']);
  const longest = minutes > 0 ? { longestMs: minutes * MINUTE } : {};
  if (sessionType === 'Standard_Stream') {
    return { kind: 'shell', ...longest, logs: sessionLogs(region, inputs) };
  }
  if (sessionType !== 'Port') return { kind: 'other' };
  const { portNumber, host } = properties ?? {};
  const [port, to] = [pinned(portNumber), pinned(host)];
  const isPinned = port !== undefined && (host === undefined || to !== undefined);
  const takesLocalPort = 'localPortNumber' in parameters;
  const where = { ...(isPinned && { port }), ...(to && { host: to }) };
  return { kind: 'port', ...longest, ...where, takesLocalPort };
}

/** `{{ parameter }}` is for whoever starts the session to fill in. */
const pinned = (value: unknown): string | undefined => {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return text === '' || text.includes('{{') ? undefined : text;
};
