/** Users, groups, roles and policies as IAM draws them in its answers. */

import type { Group, ManagedPolicy, Role, Tag, User } from './types.ts';
import type { XmlTree } from './xml.ts';

export const drawUser = (user: User): XmlTree => ({
  Path: user.path,
  UserName: user.name,
  UserId: user.id,
  Arn: user.arn,
  CreateDate: new Date(user.createdAtMs),
});

export const drawGroup = (group: Group): XmlTree => ({
  Path: group.path,
  GroupName: group.name,
  GroupId: group.id,
  Arn: group.arn,
  CreateDate: new Date(group.createdAtMs),
});

/** Lists leave out tags and boundary, as IAM's do. */
export const drawRole = (role: Role): XmlTree => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: role.arn,
  CreateDate: new Date(role.createdAtMs),
  AssumeRolePolicyDocument: encodeDocument(role.trust),
  MaxSessionDuration: role.maxSessionSeconds,
});

export const drawPolicy = (policy: ManagedPolicy): XmlTree => ({
  PolicyName: policy.name,
  PolicyId: policy.id,
  Arn: policy.arn,
  Path: policy.path,
  DefaultVersionId: policy.defaultVersion,
  IsAttachable: true,
  CreateDate: new Date(policy.createdAtMs),
  UpdateDate: new Date(policy.createdAtMs),
});

/** What only Get shows: tags, and the boundary with its odd type name. */
export const drawDetails = ({ tags, boundary }: Pick<User, 'tags' | 'boundary'>): XmlTree => ({
  PermissionsBoundary: boundary && {
    PermissionsBoundaryType: 'Policy',
    PermissionsBoundaryArn: boundary,
  },
  Tags: tags.length === 0 ? undefined : tags.map(drawTag),
});

export const drawTag = ({ key, value }: Tag): XmlTree => ({ Key: key, Value: value });

/** IAM answers documents percent-encoded after RFC 3986. */
export const encodeDocument = (text: string) =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
