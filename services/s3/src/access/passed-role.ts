import type { Permission } from "@skylab/service";

type Input = { readonly ReplicationConfiguration: { readonly Role: string } };

/** Whoever hands S3 a role must be allowed to. https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html */
export const passedRole = ({ ReplicationConfiguration: { Role: role } }: Input): readonly Permission[] => [
  { action: "iam:PassRole", resource: role, context: () => ({ "iam:PassedToService": "s3.amazonaws.com" }) },
];
