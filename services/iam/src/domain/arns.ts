import { formatArn } from "@skylab/aws";

/** `user`, `group`, `role`, `policy`, `instance-profile`: how IAM's ARNs name what has a path. */
export type PathedKind = "user" | "group" | "role" | "policy" | "instance-profile" | "server-certificate";

/** `arn:aws:iam::111122223333:user/teams/red/ada`. */
export const iamArn = (
  account: string,
  kind: PathedKind,
  { path, name }: { readonly path: string; readonly name: string },
): string => formatArn({ service: "iam", region: "", account, resource: `${kind}${path}${name}` });
