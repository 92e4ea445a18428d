/** What statements of ours speak of: all that AWS's may, and what AWS does not know. */

/** docs/policies.md explains it; a test holds the two together. */
export const OUR_SCHEMA = `
entity Group;

entity User in [Group] = {
  name?: String,
  onCall: Bool,
  costCenter?: String,
  division?: String,
  employeeNumber?: String,
  organization?: String,
  centerGroups: Set<String>
};

entity PrincipalTags tags String;

entity Entitlement = {
  id: String,
  accounts: Set<String>,
  kinds: Set<String>
} tags String;

entity Node in [Entitlement] = {
  id: String,
  accounts: Set<String>,
  kinds: Set<String>
} tags String;

action request appliesTo {
  principal: [User],
  resource: [Entitlement, Node],
  context: {
    date: String,
    hour: Long,
    minute: Long,
    weekday: Long,
    weekdayName: String,
    durationMinutes: Long,
    account?: String,
    targetKinds: Set<String>,
    frozen: Set<String>,
    ticket?: String,
    recentDenials: Long,
    liveGrants: Long,
    breakGlass: Bool,
    onCall: Bool,
    iam: { principalTags: PrincipalTags }
  }
};
`;
