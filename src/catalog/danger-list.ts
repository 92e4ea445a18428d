/**
 * What no entitlement may allow, and what is worth a warning.
 *
 * Refused is what outlives the access or widens it: who may write IAM, even for a minute, needs
 * no second grant. Warned about is what can do so by way of something that exists already, and
 * is the honest purpose of many an entitlement.
 */

export interface Danger {
  /** Published actions first, so that a sentence can name one; verbs for those yet to come. */
  readonly actions: readonly string[];
  /** As it follows "which": `writes permissions …`. */
  readonly why: string;
}

const of = (service: string, names: string): readonly string[] =>
  names.split(' ').map((name) => `${service}:${name}`);

export const FORBIDDEN: readonly Danger[] = [
  { actions: ['iam:PassRole'], why: 'hands a role to something that goes on after the end' },
  {
    actions: of(
      'iam',
      'PutUserPolicy PutGroupPolicy PutRolePolicy AttachUserPolicy AttachGroupPolicy ' +
        'AttachRolePolicy CreateAccessKey CreateLoginProfile CreatePolicyVersion CreateUser ' +
        'UpdateAssumeRolePolicy UpdateLoginProfile AddUserToGroup SetDefaultPolicyVersion ' +
        'Put* Attach* Create* Update* Add* Set* Upload* Enable* Resync* Reset* ' +
        'Accept* Associate* Send*',
    ),
    why: 'writes permissions or makes credentials that outlive the access',
  },
  {
    actions: of(
      'iam',
      'DeleteUserPolicy DeleteUserPermissionsBoundary DetachUserPolicy RemoveUserFromGroup ' +
        'Delete* Detach* Remove* Deactivate*',
    ),
    why: 'takes away the fences that end access',
  },
  {
    actions: of('iam', 'TagUser UntagUser Tag* Untag*'),
    why: 'changes the tags that say whose a user is',
  },
  {
    actions: of(
      'organizations',
      'DetachPolicy DisablePolicyType CreateAccount Accept* Attach* Cancel* Close* Create* ' +
        'Decline* Delete* Deregister* Detach* Disable* Enable* Invite* Leave* Move* Put* ' +
        'Register* Remove* Tag* Terminate* Transfer* Untag* Update*',
    ),
    why: 'changes the rules above every account',
  },
  {
    actions: [
      ...of(
        'sso',
        'CreateAccountAssignment PutInlinePolicyToPermissionSet ' +
          'AttachManagedPolicyToPermissionSet ProvisionPermissionSet CreatePermissionSet ' +
          'AttachCustomerManagedPolicyReferenceToPermissionSet UpdatePermissionSet ' +
          'DeletePermissionsBoundaryFromPermissionSet ' +
          'Associate* Attach* Create* Provision* Put* Update*',
      ),
      ...of(
        'sso-directory',
        'AddMemberToGroup CreateUser UpdatePassword ' +
          'Add* Complete* Create* Enable* Import* Update*',
      ),
      ...of('identitystore', 'CreateGroupMembership CreateUser Create* Update*'),
      // Account access manager: roles of an account for people of Identity Center.
      ...of('account-access', 'CreateEntitlement CreateApplication Create* Update*'),
    ],
    why: 'gives access through IAM Identity Center',
  },
  {
    actions: of(
      'rolesanywhere',
      'CreateTrustAnchor UpdateTrustAnchor CreateProfile UpdateProfile EnableTrustAnchor ' +
        'EnableProfile PutAttributeMapping',
    ),
    why: 'lets certificates take on roles after the end',
  },
];

export const RISKY: readonly Danger[] = [
  {
    actions: of('ssm', 'SendCommand StartAutomationExecution CreateAssociation'),
    why: 'runs commands with the permissions of the node or of the runbook',
  },
  {
    actions: of('lambda', 'UpdateFunctionCode UpdateFunctionConfiguration AddPermission'),
    why: 'runs code with the permissions of the function, also after the end',
  },
  {
    actions: of('cloudformation', 'UpdateStack ExecuteChangeSet CreateStack'),
    why: 'acts with the permissions of the role of the stack',
  },
  {
    actions: [
      ...of('s3', 'PutBucketPolicy PutBucketAcl PutObjectAcl'),
      ...of('kms', 'PutKeyPolicy CreateGrant'),
      ...of('secretsmanager', 'PutResourcePolicy'),
      ...of('sqs', 'AddPermission SetQueueAttributes'),
      ...of('sns', 'AddPermission SetTopicAttributes'),
      ...of('ecr', 'SetRepositoryPolicy'),
    ],
    why: 'can give access to others by a policy on the resource, which outlives this access',
  },
  {
    actions: of('eks', 'CreateAccessEntry UpdateAccessEntry AssociateAccessPolicy'),
    why: 'gives access to a cluster, which outlives this access',
  },
  {
    actions: of('ec2', 'ModifyInstanceAttribute'),
    why: 'can change what an instance runs when it starts',
  },
];
