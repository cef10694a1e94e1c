// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups

/** Everybody, signed or not. */
export const ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers";

/** Everybody who signs, of whatever account. */
export const AUTHENTICATED_USERS = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

/** What writes access logs. */
export const LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";

const GROUPS: ReadonlySet<string | undefined> = new Set([ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY]);

const PUBLIC_GROUPS: ReadonlySet<string | undefined> = new Set([ALL_USERS, AUTHENTICATED_USERS]);

export const isGroup = (uri: string | undefined): boolean => GROUPS.has(uri);

export const isPublicGroup = (uri: string | undefined): boolean => PUBLIC_GROUPS.has(uri);
