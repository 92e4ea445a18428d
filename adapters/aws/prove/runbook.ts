/** As ProdAccess-EndMembership: takes one person out of one group, whatever the id of it. */

export const runbook = {
  schemaVersion: '0.3',
  description: 'Looks a membership up and deletes it: an experiment of prod-access prove',
  parameters: {
    IdentityStoreId: { type: 'String' },
    GroupId: { type: 'String' },
    UserId: { type: 'String' },
  },
  mainSteps: [
    {
      name: 'find',
      action: 'aws:executeAwsApi',
      inputs: {
        Service: 'identitystore',
        Api: 'GetGroupMembershipId',
        IdentityStoreId: '{{ IdentityStoreId }}',
        GroupId: '{{ GroupId }}',
        MemberId: { UserId: '{{ UserId }}' },
      },
      outputs: [{ Name: 'MembershipId', Selector: '$.MembershipId', Type: 'String' }],
      nextStep: 'leave',
    },
    {
      name: 'leave',
      action: 'aws:executeAwsApi',
      inputs: {
        Service: 'identitystore',
        Api: 'DeleteGroupMembership',
        IdentityStoreId: '{{ IdentityStoreId }}',
        MembershipId: '{{ find.MembershipId }}',
      },
      isEnd: true,
    },
  ],
};
