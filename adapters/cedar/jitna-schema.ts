/** What statements of AWS's just-in-time node access speak of, as AWS documents it. */

/** Statement structure and built-in operators for auto-approval and deny-access policies. */
export const JITNA_SCHEMA = `
namespace AWS::EC2 {
  entity Instance tags String;
}

namespace AWS::IdentityStore {
  entity Group;
  entity User in [Group] = {
    employeeNumber?: String,
    costCenter?: String,
    organization?: String,
    division?: String
  };
}

namespace AWS::IAM {
  entity Role;
  type AuthorizationContext = { principalTags: PrincipalTags };
  entity PrincipalTags tags String;
}

namespace AWS::SSM {
  entity ManagedInstance tags String;
  action "getTokenForInstanceAccess" appliesTo {
    principal: [AWS::IdentityStore::User],
    resource: [AWS::EC2::Instance, AWS::SSM::ManagedInstance],
    context: { iam: AWS::IAM::AuthorizationContext }
  };
}
`;
