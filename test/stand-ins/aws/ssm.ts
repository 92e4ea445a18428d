/** Systems Manager of the stand-in, over JSON 1.1: nodes, session documents and sessions. */

import type { Answer, Asked, Dialect } from './dialect.ts';
import { AwsFault } from './fault.ts';
import { credentialOf } from './signature.ts';
import type { Input, SsmKnobs, SsmOperation, SsmOptions } from './ssm-call.ts';
import {
  describeDocument,
  getDocument,
  listDocuments,
  listDocumentVersions,
} from './ssm-document-drawing.ts';
import {
  createDocument,
  deleteDocument,
  updateDefaultVersion,
  updateDocument,
} from './ssm-documents.ts';
import { createSsmAsking, type SsmAsking } from './ssm-asking.ts';
import { createRegionHand, type RegionHand, type SsmSeed, seedRegion } from './ssm-hand.ts';
import { describeInstanceInformation, getConnectionStatus } from './ssm-nodes.ts';
import { createPlaces, type SsmSnapshot } from './ssm-places.ts';
import { createRates } from './ssm-rates.ts';
import { describeSessions } from './ssm-session-list.ts';
import { resumeSession, startSession, terminateSession } from './ssm-sessions.ts';
import { addTags, listTags, removeTags } from './ssm-tags.ts';
import { own } from './types.ts';

/** By Region. */
export type SsmSeeds = Readonly<Record<string, SsmSeed>>;

/** What an administrator and a test do with it. */
export interface Ssm {
  readonly knobs: SsmKnobs;
  region(account: string, region: string): RegionHand;
}

interface WholeSsm extends Ssm {
  readonly dialect: Dialect;
  readonly asking: SsmAsking;
  seed(account: string, seeds: SsmSeeds): void;
  snapshot(): SsmSnapshot;
  restore(snapshot: SsmSnapshot): void;
}

const OPERATIONS: Readonly<Record<string, SsmOperation>> = {
  DescribeInstanceInformation: describeInstanceInformation,
  GetConnectionStatus: getConnectionStatus,
  CreateDocument: createDocument,
  UpdateDocument: updateDocument,
  UpdateDocumentDefaultVersion: updateDefaultVersion,
  DeleteDocument: deleteDocument,
  GetDocument: getDocument,
  DescribeDocument: describeDocument,
  ListDocuments: listDocuments,
  ListDocumentVersions: listDocumentVersions,
  ListTagsForResource: listTags,
  AddTagsToResource: addTags,
  RemoveTagsFromResource: removeTags,
  StartSession: startSession,
  ResumeSession: resumeSession,
  TerminateSession: terminateSession,
  DescribeSessions: describeSessions,
};

export function createSsm(options: SsmOptions): WholeSsm {
  const { now, changed } = options;
  const [places, rates] = [createPlaces(now), createRates(now)];
  const knobs: SsmKnobs = { ratesApply: true, listedAfterMs: 0, sessionArns: 'either' };

  function run(asked: Asked): Answer {
    const { action } = asked.call;
    const operation = own(OPERATIONS, action);
    if (!operation) throw new AwsFault('UnknownOperationException', `There is no ${action}.`);
    const region = credentialOf(asked.request)?.scope.split('/')[1] ?? '';
    const { account } = asked.key;
    if (knobs.ratesApply) rates.spend(`${account}/${region}`, action);
    const place = places.of(account, region);
    const input = JSON.parse(asked.request.body || '{}') as Input;
    return json(200, operation({ ...options, asked, input, places, place, knobs }));
  }

  return {
    knobs,
    asking: createSsmAsking(options, places),
    region: (account, region) => createRegionHand({ places, now, changed }, account, region),
    seed(account, seeds) {
      for (const [region, seed] of Object.entries(seeds)) {
        seedRegion({ places, now, changed }, account, region, seed);
      }
    },
    snapshot: () => places.snapshot(),
    restore: (snapshot) => places.restore(snapshot),
    dialect: {
      read: ({ headers, body }) => ({
        action: (headers['x-amz-target'] ?? '').split('.')[1] ?? '',
        params: flat(JSON.parse(body || '{}') as Input),
      }),
      run,
      refuse(fault) {
        const { code, message, status } = inItsWords(fault);
        return json(status, { __type: code, message });
      },
    },
  };
}

/** As calls are recorded: what is no text is told as JSON. */
const flat = (input: Input) =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );

const json = (status: number, body: object): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});

/** The same troubles have other names here. */
const NAMES: Readonly<Record<string, string>> = {
  AccessDenied: 'AccessDeniedException',
  ConcurrentModification: 'TooManyUpdates',
  ExpiredToken: 'ExpiredTokenException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  InvalidInput: 'ValidationException',
  LimitExceeded: 'TooManyTagsError',
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  ServiceFailure: 'InternalServerError',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  Throttling: 'ThrottlingException',
  ValidationError: 'ValidationException',
};

const inItsWords = ({ code, message }: AwsFault) => new AwsFault(own(NAMES, code) ?? code, message);
