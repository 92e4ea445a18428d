/** The session documents of deploy/: taken by Systems Manager, and no wider than they say. */

import * as SSM from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE } from '../../src/kernel/time.ts';
import { JUMP } from '../story/seed.ts';
import { createNodesGround, type NodesGround } from './nodes-ground.ts';
import { NODE, REGION } from './policies.ts';
import { deployStack } from './template.ts';

let ground: NodesGround;
beforeEach(async () => {
  ground = await createNodesGround();
});
afterEach(() => ground.aws.close());

const GUI = { GuiHost: 'admin.internal' };
const SHELLS = [15, 30, 60, 120, 240];
const TUNNEL = 'ProdAccess-Admin-GUI';

const start = (DocumentName: string | undefined, more: Partial<SSM.StartSessionRequest> = {}) =>
  ground.aiko.send(
    new SSM.StartSessionCommand({
      Target: NODE,
      ...(DocumentName === undefined ? {} : { DocumentName }),
      ...more,
    }),
  );
const live = () => ground.aws.sessionsOf({ account: JUMP, region: REGION, live: true });
const denied = expect.objectContaining({ name: 'AccessDeniedException' }) as unknown;

describe('the session documents of deploy/', () => {
  test('are taken by Systems Manager, and the bot may read each as it was written', async () => {
    const published = await ground.deploy(GUI);
    const names = [...SHELLS.map((minutes) => `ProdAccess-Shell-${minutes}m`), TUNNEL];
    expect(published.map(({ name }) => name)).toEqual(names);
    for (const { name: Name, content } of published) {
      const read = await ground.bot.send(new SSM.GetDocumentCommand({ Name }));
      expect(JSON.parse(read.Content ?? '')).toEqual(content);
      expect(read).toMatchObject({ DocumentType: 'Session', Status: 'Active' });
    }
  });

  test('are refused once something in them is malformed', async () => {
    const broken = (more: object) => ground.deploy({}, (content) => ({ ...content, ...more }));
    await expect(broken({ inputs: { maxSessionDuration: '0' } })).rejects.toThrow('1 to 1440');
    await expect(broken({ schemaVersion: 1 })).rejects.toThrow('schema version');
    await expect(broken({ input: {} })).rejects.toThrow('unknown element');
    await expect(broken({ sessionType: 'Shell' })).rejects.toThrow('unknown sessionType');
  });

  test('say what the schema of AWS has, and what it asks for', () => {
    for (const { Content } of Object.values(deployStack('session-documents.yml', GUI))) {
      const { inputs, sessionType, properties } = Content as Written;
      const said = Object.keys(inputs);
      expect(said.filter((name) => ![...OPTIONAL, ...REQUIRED].includes(name))).toEqual([]);
      if (sessionType === 'Port') expect(Object.keys(properties ?? {})).toEqual(OF_TUNNEL);
      else expect(said).toEqual(expect.arrayContaining([...REQUIRED]));
    }
  });

  test('get a new version when they change, since a name cannot be replaced', () => {
    const all = Object.values(deployStack('session-documents.yml', GUI));
    expect(all.filter(({ UpdateMethod }) => UpdateMethod !== 'NewVersion')).toEqual([]);
  });

  test.each(SHELLS)('end a shell of %i minutes after so many minutes', async (minutes) => {
    await ground.deploy();
    ground.grant(`ProdAccess-Shell-${minutes}m`);
    await start(`ProdAccess-Shell-${minutes}m`);
    ground.clock.nowMs += minutes * MINUTE - 1;
    expect(live()).toHaveLength(1);
    ground.clock.nowMs += 1;
    expect(live()).toHaveLength(0);
  });

  test('lead a tunnel to the one port of the one host, whatever its holder asks for', async () => {
    await ground.deploy({ ...GUI, GuiPort: '8080' });
    ground.grant(TUNNEL);
    await start(TUNNEL);
    const pinned = { host: 'admin.internal', portNumber: '8080' };
    const at = (localPortNumber: string) => ({
      type: 'Port',
      properties: { ...pinned, localPortNumber },
    });
    expect(live()).toMatchObject([at('8443')]);
    await start(TUNNEL, { Parameters: { localPortNumber: ['9443'] } });
    expect(live()).toMatchObject([at('9443'), at('8443')]);
    for (const [name, value] of Object.entries({ ...pinned, host: 'db.internal' })) {
      const asked = start(TUNNEL, { Parameters: { [name]: [value] } });
      await expect(asked).rejects.toMatchObject({ name: 'InvalidParameters' });
    }
  });

  test('have no tunnel where nobody said whereto', async () => {
    const published = await ground.deploy();
    expect(published.map(({ name }) => name)).not.toContain(TUNNEL);
  });

  test.each([
    ['a host that is filled in later', { GuiHost: '{{ssm:host}}' }],
    ['a host with a port', { GuiHost: 'admin.internal:443' }],
    ['port 0', { ...GUI, GuiPort: '0' }],
    ['a port beyond the last', { ...GUI, GuiPort: '65536' }],
    ['a shell that is never idle', { IdleMinutes: '61' }],
    ['a user with a command behind it', { RunAsUser: 'ops; id' }],
    ['a bucket that is none', { LogBucket: 'Logs Of Mine' }],
  ])('cannot be deployed with %s', (_, given) => {
    expect(() => deployStack('session-documents.yml', given)).toThrow('may not be');
  });

  test('are run as a user of the nodes where one is named', () => {
    const as = (given: { RunAsUser?: string }) => {
      const { Content } = deployStack('session-documents.yml', given)['Shell15'] ?? {};
      const { runAsEnabled, runAsDefaultUser } = (Content as Written).inputs;
      return { runAsEnabled, runAsDefaultUser };
    };
    expect(as({})).toEqual({ runAsEnabled: false, runAsDefaultUser: '' });
    expect(as({ RunAsUser: 'ops' })).toEqual({ runAsEnabled: true, runAsDefaultUser: 'ops' });
  });
});

interface Written {
  readonly sessionType: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly properties?: Readonly<Record<string, string>>;
}

/** Inputs by the page "Session document schema" of the guide; of a tunnel, what the agent reads. */
const REQUIRED: readonly string[] = [
  's3EncryptionEnabled',
  'cloudWatchEncryptionEnabled',
  'cloudWatchStreamingEnabled',
  'runAsEnabled',
];
const OPTIONAL: readonly string[] = [
  's3BucketName',
  's3KeyPrefix',
  'cloudWatchLogGroupName',
  'kmsKeyId',
  'runAsDefaultUser',
  'idleSessionTimeout',
  'maxSessionDuration',
  'shellProfile',
];
const OF_TUNNEL = ['type', 'host', 'portNumber', 'localPortNumber'];

describe('a grant of a node', () => {
  test('opens the node with its one document, not without one and with no other', async () => {
    await ground.deploy(GUI);
    await expect(start('ProdAccess-Shell-60m')).rejects.toEqual(denied);
    ground.grant('ProdAccess-Shell-60m');
    await start('ProdAccess-Shell-60m');
    for (const other of [undefined, 'ProdAccess-Shell-240m', 'AWS-StartSSHSession', TUNNEL]) {
      await expect(start(other)).rejects.toEqual(denied);
    }
    ground.clock.nowMs += 60 * MINUTE;
    await expect(start('ProdAccess-Shell-60m')).rejects.toEqual(denied);
  });

  test('is ended by the bot with these rights: sessions found by owner and ended', async () => {
    await ground.deploy();
    ground.grant('ProdAccess-Shell-60m');
    await start('ProdAccess-Shell-60m');
    await start('ProdAccess-Shell-60m');
    const Filters = [{ key: 'Owner', value: `arn:aws:iam::${JUMP}:user/aiko.sato` } as const];
    const active = async () =>
      (await ground.bot.send(new SSM.DescribeSessionsCommand({ State: 'Active', Filters })))
        .Sessions ?? [];
    expect(await active()).toHaveLength(2);
    for (const { SessionId } of await active()) {
      await ground.bot.send(new SSM.TerminateSessionCommand({ SessionId: SessionId ?? '' }));
    }
    expect(await active()).toEqual([]);
    expect(live()).toEqual([]);
  });

  test('is looked at beforehand by the bot, which can reach no node itself', async () => {
    await ground.deploy();
    const Filters = [{ Key: 'tag:app', Values: ['bastion'] }];
    const nodes = await ground.bot.send(new SSM.DescribeInstanceInformationCommand({ Filters }));
    expect(nodes.InstanceInformationList).toMatchObject([{ InstanceId: NODE }]);
    const input = { Target: NODE, DocumentName: 'ProdAccess-Shell-60m' };
    await expect(ground.bot.send(new SSM.StartSessionCommand(input))).rejects.toEqual(denied);
  });
});
