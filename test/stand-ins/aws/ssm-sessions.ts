/** Sessions: started by who may, ended by a call or by their document, and by nothing else. */

import { isToken } from './access-tokens.ts';
import type { Caller } from './caller.ts';
import { AwsFault, accessDenied } from './fault.ts';
import { requiredText, type SsmCall, type SsmKnobs, type SsmOptions, textOf } from './ssm-call.ts';
import { callerOfKey } from './ssm-caller.ts';
import { minutesOf, parseContent } from './ssm-content.ts';
import { findDocument, noDocument, typeOf, versionNamed } from './ssm-document.ts';
import { propertiesOf } from './ssm-parameters.ts';
import { documentOf, type StartWish, sessionDecision, startDecision } from './ssm-permission.ts';
import { type AccessType, endOf, type Place, type SsmSession } from './ssm-types.ts';

export interface Start extends StartWish {
  readonly reason?: string;
  readonly parameters?: Readonly<Record<string, readonly string[]>>;
  readonly accessType?: AccessType;
  /** Whether it ends by its document though it is a tunnel. */
  readonly endsAnyway?: boolean;
}

export function startSession(call: SsmCall): object {
  const { input } = call;
  const document = textOf(input, 'DocumentName');
  const reason = textOf(input, 'Reason');
  const parameters = input['Parameters'] as Start['parameters'];
  const session = openSession(call, call.place, callerOfKey(call, call.asked.key), {
    node: requiredText(input, 'Target'),
    atMs: call.now(),
    endsAnyway: call.knobs.tunnelsEnd,
    accessType: isToken(call.place, call.asked.key) ? 'JustInTime' : 'Standard',
    ...(document === undefined ? {} : { document }),
    ...(reason === undefined ? {} : { reason }),
    ...(parameters === undefined ? {} : { parameters }),
  });
  return channelOf(call, session);
}

/** @throws AwsFault */
export function openSession(
  { world, changed }: Pick<SsmOptions, 'world' | 'changed'>,
  place: Place,
  caller: Caller,
  start: Start,
): SsmSession {
  const decision = startDecision(caller, place, start);
  if (!decision.allowed) throw refused(caller, 'ssm:StartSession', decision);
  const name = documentOf(start);
  const document = findDocument(place, name);
  if (!document || typeOf(document) !== 'Session') throw noDocument(name);
  const content = parseContent(versionNamed(document, '$DEFAULT').content);
  const properties = propertiesOf(content, start.parameters ?? {});
  if (place.nodes.get(start.node)?.ping !== 'Online') {
    throw new AwsFault('TargetNotConnected', `${start.node} is not connected.`);
  }
  const inputs = content.inputs ?? {};
  const ends = content.sessionType === 'Standard_Stream' || start.endsAnyway === true;
  const maxMinutes = ends ? minutesOf(inputs, 'maxSessionDuration', 1_440) : undefined;
  const suffix = world.ids.requestId().replaceAll('-', '').slice(0, 16);
  const session: SsmSession = {
    id: `${caller.arn.split('/').at(-1)}-0${suffix}`,
    number: place.sessions.size + 1,
    account: place.account,
    region: place.region,
    owner: caller.arn,
    ownerId: caller.userId,
    node: start.node,
    document: name,
    type: content.sessionType,
    accessType: start.accessType ?? 'Standard',
    ...(start.reason === undefined ? {} : { reason: start.reason }),
    properties,
    startedAtMs: start.atMs,
    ...(maxMinutes === undefined ? {} : { maxMinutes }),
    idleMinutes: minutesOf(inputs, 'idleSessionTimeout', 60) ?? 20,
    connected: true,
  };
  place.sessions.set(session.id, session);
  changed();
  return session;
}

export function resumeSession(call: SsmCall): object {
  const session = sessionAsked(call);
  if (!session || endOf(session) <= call.now()) {
    const words = `Session ${requiredText(call.input, 'SessionId')} does not exist.`;
    throw new AwsFault('DoesNotExistException', words);
  }
  const { idleSinceMs: _, ...rest } = session;
  call.place.sessions.set(session.id, { ...rest, connected: true });
  call.changed();
  return channelOf(call, session);
}

/** Ending what has ended is no error, and neither is ending what never was. */
export function terminateSession(call: SsmCall): object {
  const SessionId = requiredText(call.input, 'SessionId');
  const session = sessionAsked(call);
  if (session && endOf(session) > call.now()) {
    call.place.sessions.set(session.id, { ...session, terminatedAtMs: call.now() });
    call.changed();
  }
  return { SessionId };
}

/** Judged before it is looked for, so that guessing teaches nothing. */
function sessionAsked(call: SsmCall): SsmSession | undefined {
  const { place, now, asked, input } = call;
  const id = requiredText(input, 'SessionId');
  const session = place.sessions.get(id);
  const caller = callerOfKey(call, asked.key);
  const action = `ssm:${asked.call.action}`;
  const known = session ?? { id, ownerId: '', node: '' };
  const decision = sessionDecision(caller, action, known, place, knobsAt(call.knobs, now()));
  if (!decision.allowed) throw refused(caller, action, decision);
  return session;
}

const knobsAt = ({ sessionArns }: SsmKnobs, atMs: number) => ({ sessionArns, atMs });

function refused(
  caller: Caller,
  action: string,
  { why, resource }: ReturnType<typeof startDecision>,
): AwsFault {
  const because =
    why === 'ExplicitDeny'
      ? ' with an explicit deny in an identity-based policy'
      : ` because no identity-based policy allows the ${action} action`;
  return accessDenied(caller.arn, action, resource, because);
}

function channelOf({ world, place }: SsmCall, { id }: SsmSession): object {
  const stream = `wss://ssmmessages.${place.region}.amazonaws.com/v1/data-channel/${id}`;
  return {
    SessionId: id,
    TokenValue: world.ids.secret(300),
    StreamUrl: `${stream}?role=publish_subscribe`,
  };
}
