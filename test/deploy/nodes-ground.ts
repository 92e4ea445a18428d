/** The accounts of the example with the rights of deploy/, a node, and a holder with a key. */

import { CreateDocumentCommand, type CreateDocumentRequest, SSMClient } from '@aws-sdk/client-ssm';
import { type AwsStandIn, createAwsStandIn } from '../stand-ins/aws/stand-in.ts';
import { ADMIN, BOT, JUMP, seedAccounts } from '../story/seed.ts';
import { NODE, NOON, nodeGrant, REGION } from './policies.ts';
import type { Given } from './parameters.ts';
import { deployStack } from './template.ts';

const AIKO = { accessKeyId: 'AKIAAIKO', secretAccessKey: 'aiko-secret' };

export interface NodesGround {
  readonly aws: AwsStandIn;
  readonly clock: { nowMs: number };
  readonly bot: SSMClient;
  readonly aiko: SSMClient;
  /** Publishes the documents of the stack, as CloudFormation does. */
  deploy(given?: Given, change?: (content: Content) => Content): Promise<readonly Published[]>;
  /** Gives aiko the node until one o'clock, with one document. */
  grant(document: string): void;
}

type Content = Readonly<Record<string, unknown>>;
export interface Published {
  readonly name: string;
  readonly content: Content;
  readonly properties: Readonly<Record<string, unknown>>;
}

export async function createNodesGround(): Promise<NodesGround> {
  const clock = { nowMs: NOON };
  const aws = await createAwsStandIn({ now: () => clock.nowMs, accounts: seedAccounts() });
  aws.account(JUMP).createKey({ ...AIKO, user: 'aiko.sato' });
  aws.ssm.knobs.ratesApply = false;
  aws.ssm.region(JUMP, REGION).putNode(NODE, { name: 'bastion', tags: { app: 'bastion' } });
  const clientOf = (credentials: typeof BOT) =>
    new SSMClient({ endpoint: aws.url, region: REGION, maxAttempts: 1, credentials });
  const admin = clientOf(ADMIN);
  return {
    aws,
    clock,
    bot: clientOf(BOT),
    aiko: clientOf(AIKO),
    deploy: (given, change = (content) => content) => publish(admin, given, change),
    grant(document) {
      aws.account(JUMP).putPolicy('users', 'aiko.sato', 'grant', nodeGrant(document));
      aws.settle();
    },
  };
}

async function publish(
  admin: SSMClient,
  given: Given | undefined,
  change: (content: Content) => Content,
): Promise<readonly Published[]> {
  const published: Published[] = [];
  for (const properties of Object.values(deployStack('session-documents.yml', given))) {
    const { Name, DocumentType, DocumentFormat, Tags } = properties as unknown as Asked;
    const content = change(properties['Content'] as Content);
    const Content = JSON.stringify(content);
    const input = { Name, DocumentType, DocumentFormat, Tags, Content };
    await admin.send(new CreateDocumentCommand(input));
    published.push({ name: Name, content, properties });
  }
  return published;
}

type Asked = Required<
  Pick<CreateDocumentRequest, 'DocumentType' | 'DocumentFormat' | 'Tags'> & { Name: string }
>;
