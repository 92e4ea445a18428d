/** What a session document may say, how it is refused, and the documents that AWS brings along. */

import { AwsFault } from './fault.ts';
import type { SessionType, SsmDocument } from './ssm-types.ts';

type Json = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly type?: string;
  readonly default?: string;
  readonly allowedPattern?: string;
}

export interface SessionContent {
  readonly schemaVersion: '1.0';
  readonly description?: string;
  readonly sessionType: SessionType;
  readonly inputs?: Json;
  readonly parameters?: Readonly<Record<string, Parameter>>;
  readonly properties?: Json;
}

const MOST_BYTES = 65_536;
const ELEMENTS = [
  'schemaVersion',
  'description',
  'sessionType',
  'inputs',
  'parameters',
  'properties',
];
const SHELLS = ['linux', 'windows', 'macOS'];

/** @throws AwsFault */
export function parseContent(text: string): SessionContent {
  if (Buffer.byteLength(text) > MOST_BYTES) {
    throw new AwsFault('MaxDocumentSizeExceeded', 'A document has at most 64 KB.');
  }
  const content = parsed(text);
  if (content['schemaVersion'] !== '1.0') {
    const words = `The schema version ${String(content['schemaVersion'])} is not supported.`;
    throw new AwsFault('InvalidDocumentSchemaVersion', words);
  }
  const unknown = Object.keys(content).find((name) => !ELEMENTS.includes(name));
  if (unknown !== undefined) throw invalid(`unknown element ${unknown}`);
  for (const name of ['inputs', 'parameters', 'properties']) {
    if (content[name] !== undefined && !isObject(content[name])) throw invalid(`${name}: no map`);
  }
  const session = content as unknown as SessionContent;
  checkType(session);
  return session;
}

function checkType({ sessionType, inputs, properties = {} }: SessionContent): void {
  if (sessionType === 'Standard_Stream') {
    if (!inputs) throw invalid('a Standard_Stream session needs inputs');
    minutesOf(inputs, 'maxSessionDuration', 1_440);
    minutesOf(inputs, 'idleSessionTimeout', 60);
  } else if (sessionType === 'Port') {
    if (properties['portNumber'] === undefined) throw invalid('a Port session needs portNumber');
  } else if (sessionType === 'InteractiveCommands') {
    if (!SHELLS.some((shell) => isObject(properties[shell]))) throw invalid('no commands');
  } else {
    throw invalid(`unknown sessionType ${String(sessionType)}`);
  }
}

/** Minutes as the documents write them, mostly in quotes; an empty text is as good as none. */
export function minutesOf(inputs: Json, name: string, most: number): number | undefined {
  const written = inputs[name];
  if (written === undefined || written === '') return undefined;
  const minutes = Number(written);
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= most) return minutes;
  throw invalid(`${name} must be from 1 to ${most} minutes`);
}

function parsed(text: string): Json {
  try {
    const content: unknown = JSON.parse(text);
    if (isObject(content)) return content;
  } catch {
    // Falls through: JSON is the only format known here.
  }
  throw invalid('JSON not well-formed');
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const invalid = (why: string) => new AwsFault('InvalidDocumentContent', why);

/** Started where no document is named. It is the account's own, and holds its preferences. */
export const DEFAULT_DOCUMENT = 'SSM-SessionManagerRunShell';

export const preferences = (atMs: number): SsmDocument =>
  document(DEFAULT_DOCUMENT, atMs, {
    schemaVersion: '1.0',
    description: 'Document to hold regional settings for Session Manager',
    sessionType: 'Standard_Stream',
    inputs: { idleSessionTimeout: '20', maxSessionDuration: '', runAsEnabled: false },
  });

const NUMBER = { type: 'String', allowedPattern: '^[0-9]{1,5}$' };

function port(name: string, description: string, tunnel: 'local' | 'remote' | 'ssh') {
  const local = { ...NUMBER, default: '0' };
  const host = { type: 'String', default: 'localhost', allowedPattern: '^[^,$^&()!;\'"<>`{}|]+$' };
  const parameters = {
    portNumber: { ...NUMBER, default: tunnel === 'ssh' ? '22' : '80' },
    ...(tunnel === 'ssh' ? {} : { localPortNumber: local }),
    ...(tunnel === 'remote' ? { host } : {}),
  };
  const names = Object.keys(parameters).map((key) => [key, `{{ ${key} }}`]);
  const type = tunnel === 'ssh' ? {} : { type: 'LocalPortForwarding' };
  const properties = { ...Object.fromEntries(names), ...type };
  const content = {
    schemaVersion: '1.0',
    description,
    sessionType: 'Port',
    parameters,
    properties,
  };
  return { ...document(name, Date.UTC(2019, 7, 1), content), isAmazons: true };
}

const document = (name: string, atMs: number, content: object): SsmDocument => ({
  name,
  tags: [],
  defaultVersion: 1,
  versions: [{ number: 1, content: JSON.stringify(content), atMs }],
});

export const AMAZONS: ReadonlyMap<string, SsmDocument> = new Map(
  [
    port('AWS-StartPortForwardingSession', 'Forwards a port of the node', 'local'),
    port('AWS-StartPortForwardingSessionToRemoteHost', 'Forwards a port of a host', 'remote'),
    port('AWS-StartSSHSession', 'Opens an SSH connection', 'ssh'),
  ].map((one) => [one.name, one]),
);
