/** Runbooks that give access and take it away, and one that only looks whether it stands. */

const USER = { type: 'String', allowedPattern: '^[\\w+=,.@-]{1,64}$' };
const POLICY = { type: 'String', allowedPattern: '^[\\w+=,.@-]{1,128}$' };
const INSTANT = { type: 'String', allowedPattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' };
const ROLE = { type: 'AWS::IAM::Role::Arn', description: 'The role that does the change.' };
const NAMES = (Selector: string) => ({ Name: 'Names', Selector, Type: 'StringList' });

const runbook = (description: string, parameters: object, mainSteps: readonly object[]) => ({
  schemaVersion: '0.3',
  description,
  assumeRole: '{{ AutomationAssumeRole }}',
  parameters: { AutomationAssumeRole: ROLE, ...parameters },
  mainSteps,
});

const api = (name: string, Api: string, inputs: object, more: object = {}) => ({
  name,
  action: 'aws:executeAwsApi',
  timeoutSeconds: 30,
  inputs: { Service: 'iam', Api, ...inputs },
  ...more,
});

/** A step that may fail: whichever follows goes on. */
const MAY_FAIL = { onFailure: 'Continue', isCritical: false };

const ofUser = { UserName: '{{ UserName }}' };
const policyOfUser = { ...ofUser, PolicyName: '{{ PolicyName }}' };
const inGroup = { ...ofUser, GroupName: '{{ GroupName }}' };
const policies = api('policies', 'ListUserPolicies', ofUser, { outputs: [NAMES('$.PolicyNames')] });
const groups = api('groups', 'ListGroupsForUser', ofUser, {
  outputs: [NAMES('$.Groups..GroupName')],
});

const DATED = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: '{{ RoleArn }}',
      Condition: {
        DateGreaterThan: { 'aws:CurrentTime': '{{ StartTime }}' },
        DateLessThan: { 'aws:CurrentTime': '{{ EndTime }}' },
      },
    },
  ],
};

/** What Change Manager had run: a user may assume a role from one instant to another. */
export const GRANT_POLICY = runbook(
  'Lets a user assume a role for a while, by an inline policy that is dated.',
  {
    UserName: USER,
    PolicyName: POLICY,
    RoleArn: { type: 'String', allowedPattern: '^arn:aws:iam::\\d{12}:role/' },
    StartTime: INSTANT,
    EndTime: INSTANT,
  },
  [
    api('put', 'PutUserPolicy', { ...policyOfUser, PolicyDocument: JSON.stringify(DATED) }),
    // Reads answer as before for a while.
    api('seen', 'GetUserPolicy', policyOfUser, { maxAttempts: 10 }),
  ],
);

export const REVOKE_POLICY = runbook(
  'Takes the inline policy of a user away, if it is there.',
  { UserName: USER, PolicyName: POLICY },
  [api('remove', 'DeleteUserPolicy', policyOfUser, MAY_FAIL), policies],
);

/** The tag says until when for those who read it; it ends nothing by itself. */
export const GRANT_GROUP = runbook(
  'Adds a user to a group, and writes on the user until when.',
  { UserName: USER, GroupName: USER, EndTime: INSTANT },
  [
    api('tag', 'TagUser', {
      ...ofUser,
      Tags: [{ Key: 'prod-access:{{ GroupName }}', Value: '{{ EndTime }}' }],
    }),
    api('join', 'AddUserToGroup', inGroup),
  ],
);

export const REVOKE_GROUP = runbook(
  'Takes a user out of a group, if the user is in it, and the tag off the user.',
  { UserName: USER, GroupName: USER },
  [
    api('leave', 'RemoveUserFromGroup', inGroup, MAY_FAIL),
    api('untag', 'UntagUser', { ...ofUser, TagKeys: ['prod-access:{{ GroupName }}'] }),
  ],
);

/** Where `read.Policy` is a document, the policy stands; groups are told by name. */
export const OBSERVE = {
  ...runbook(
    'Tells which inline policies and groups a user has, and one policy in full.',
    { UserName: USER, PolicyName: { ...POLICY, default: 'none' } },
    [
      groups,
      policies,
      api('read', 'GetUserPolicy', policyOfUser, {
        ...MAY_FAIL,
        outputs: [{ Name: 'Policy', Selector: '$.PolicyDocument', Type: 'StringMap' }],
      }),
    ],
  ),
  outputs: ['groups.Names', 'policies.Names', 'read.Policy'],
};
