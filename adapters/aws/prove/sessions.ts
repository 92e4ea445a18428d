/** Sessions on a node of the operator's: how long documents let them last, and whose they are. */

import * as SSM from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { MINUTE, SECOND } from '../../../src/kernel/time.ts';
import type { Seen, Wait } from '../../../src/ports/prover.ts';
import { makeActor, makeNamedRole, sessionOf } from './actors.ts';
import { clientsOf, isOfAws } from './clients.ts';
import { allowing, awsNowMs, type Ground, make, TAGS, until } from './ground.ts';

const LONGEST = { maxSessionDuration: '1' };
const SHELL = { schemaVersion: '1.0', sessionType: 'Standard_Stream' };
const TUNNEL = {
  schemaVersion: '1.0',
  sessionType: 'Port',
  properties: { type: 'LocalPortForwarding', host: 'localhost', portNumber: '9' },
};
/** Longer than a minute's session could reasonably be late. */
const GIVE_UP_MS = 3 * MINUTE;

export async function sessionLongest(ground: Ground): Promise<readonly Wait[]> {
  ground.tell('port-takes-host', await document(ground, 'host', TUNNEL));
  const longest = await document(ground, 'tunnel', { ...TUNNEL, inputs: LONGEST });
  ground.tell('port-takes-longest', longest);
  await document(ground, 'shell', { ...SHELL, inputs: LONGEST });
  const shell = await ending(ground, 'shell-keeps-longest', 'shell');
  if (longest.kind === 'yes')
    return [shell, await ending(ground, 'port-forgets-longest', 'tunnel')];
  ground.tell('port-forgets-longest', NO_SUCH_TUNNEL);
  return [shell];
}

const NO_SUCH_TUNNEL: Seen = { kind: 'untold', why: 'such a document is not taken' };

/** Whether Systems Manager takes it. */
async function document(ground: Ground, suffix: string, content: object): Promise<Seen> {
  const Name = `${ground.run}-${suffix}`;
  const asked = { Name, Content: JSON.stringify(content), Tags: TAGS } as const;
  const sent = { ...asked, DocumentType: 'Session', DocumentFormat: 'JSON' } as const;
  try {
    await make(ground, { kind: 'document', name: Name }, () =>
      ground.aws.ssm.send(new SSM.CreateDocumentCommand(sent)),
    );
    return { kind: 'yes' };
  } catch (error) {
    if (!isOfAws(error, 'InvalidDocument', 'Validation')) throw error;
    return { kind: 'no', detail: error instanceof Error ? error.message : '' };
  }
}

/** Opens a session, and waits for it to end by the minute of its document. */
async function ending(ground: Ground, question: Wait['question'], suffix: string): Promise<Wait> {
  const { ssm } = ground.aws;
  const startedMs = awsNowMs(ground);
  const command = new SSM.StartSessionCommand(startOf(ground, suffix));
  const { SessionId = '' } = await ssm.send(command);
  ground.made.push({ kind: 'session', name: SessionId });
  await mustBeListed(ground, SessionId);
  const dueMs = startedMs + MINUTE - ground.aws.skewMs();
  return {
    question,
    dueMs,
    giveUpMs: dueMs + GIVE_UP_MS,
    tooEarly: 'Systems Manager ended the session early, for nobody was connected to it',
    hasCome: async () =>
      (await listed(ground, { key: 'SessionId', value: SessionId })).length === 0,
  };
}

/** Its reason is how a session is found again whose start was not answered. */
const startOf = (ground: Ground, suffix: string): SSM.StartSessionCommandInput => ({
  Target: ground.given.node,
  DocumentName: `${ground.run}-${suffix}`,
  Reason: ground.run,
});

async function mustBeListed(ground: Ground, SessionId: string): Promise<void> {
  const filter = { key: 'SessionId', value: SessionId } as const;
  const isListed = async () => (await listed(ground, filter)).length > 0;
  if ((await until(ground, isListed, { withinMs: 30 * SECOND, inRow: 1 })) !== undefined) return;
  throw new Error('Systems Manager does not list a session to which nobody has connected');
}

export async function listed(
  { aws }: Pick<Ground, 'aws'>,
  filter: SSM.SessionFilter,
): Promise<readonly SSM.Session[]> {
  const asked = new SSM.DescribeSessionsCommand({ State: 'Active', Filters: [filter] });
  const { Sessions = [] } = await aws.ssm.send(asked);
  return Sessions;
}

export async function sessionOwner(ground: Ground): Promise<readonly Wait[]> {
  const { account, region, run, given } = ground;
  await document(ground, 'own-shell', { ...SHELL, inputs: { maxSessionDuration: '5' } });
  const actor = await makeActor(ground, 'opener');
  const nodes = ['ec2:*:*:instance', 'ssm:*:*:managed-instance'];
  const reached = [
    ...nodes.map((kind) => `arn:aws:${kind}/${given.node}`),
    `arn:aws:ssm:${region}:${account}:document/${run}-own-shell`,
  ];
  const may = allowing(['ssm:StartSession'], reached);
  const role = await makeNamedRole(ground, 'opened', [actor], may);
  const credentials = await sessionOf(ground, actor, role);
  const SessionId = await opened(ground, clientsOf(credentials, ground).ssm);
  ground.made.push({ kind: 'session', name: SessionId });
  await mustBeListed(ground, SessionId);
  const [found] = await listed(ground, { key: 'SessionId', value: SessionId });
  const arn = `arn:aws:sts::${account}:assumed-role/${role}/${actor.name}`;
  const { UserId = '' } = await clientsOf(credentials, ground).sts.send(
    new GetCallerIdentityCommand({}),
  );
  const isFound = await isListedOf(ground, arn);
  const other = (await isListedOf(ground, UserId)) ? 'found' : 'not found';
  const owner = found?.Owner === arn ? 'so' : (found?.Owner ?? 'not said');
  const detail = `Owner is ${owner}; by the user id it is ${other}`;
  ground.tell('owner-is-arn', { kind: isFound ? 'yes' : 'no', detail });
  await ground.aws.ssm.send(new SSM.TerminateSessionCommand({ SessionId }));
  const filter = { key: 'SessionId', value: SessionId } as const;
  const isGone = async () => (await listed(ground, filter)).length === 0;
  const ms = await until(ground, isGone, { withinMs: MINUTE });
  const isNever = { kind: 'never', waitedMs: MINUTE } as const;
  ground.tell('terminate-is-listed', ms === undefined ? isNever : { kind: 'after', ms: [ms] });
  return [];
}

/** An owner that is none for Systems Manager has no sessions. */
async function isListedOf(ground: Ground, value: string): Promise<boolean> {
  try {
    return (await listed(ground, { key: 'Owner', value })).length > 0;
  } catch (error) {
    if (isOfAws(error, 'Validation', 'InvalidFilter')) return false;
    throw error;
  }
}

/** The role's policy may still be on its way. */
async function opened(ground: Ground, ssm: SSM.SSMClient): Promise<string> {
  let id: string | undefined;
  const isOpen = async () => {
    try {
      const command = new SSM.StartSessionCommand(startOf(ground, 'own-shell'));
      id = (await ssm.send(command)).SessionId;
      return true;
    } catch (error) {
      if (isOfAws(error, 'AccessDenied')) return false;
      throw error;
    }
  };
  await until(ground, isOpen, { withinMs: MINUTE, inRow: 1 });
  if (!id) throw new Error('the role was not let open a session within a minute');
  return id;
}
