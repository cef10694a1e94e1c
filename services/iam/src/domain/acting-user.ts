import { parseArn } from "@skylab/aws";
import { validationError } from "./errors.ts";

/** Who an operation is about that names nobody: its caller. */
export type Actor = { readonly root: true } | { readonly root: false; readonly userName: string };

/**
 * The caller as IAM knows it by its ARN: `arn:aws:iam::111122223333:user/teams/red/ada` is the user `ada`.
 * @throws AwsError `ValidationError` for roles and federated users
 */
export function actorOf(callerArn: string): Actor {
  const resource = parseArn(callerArn)?.resource ?? "";
  if (resource === "root") return { root: true };
  if (!resource.startsWith("user/")) throw nonUser();
  return { root: false, userName: resource.slice(resource.lastIndexOf("/") + 1) };
}

/** Whose keys or devices an operation is about: the named user's, else the caller's. */
export const keyActor = (userName: string | undefined, callerArn: string): Actor =>
  userName === undefined ? actorOf(callerArn) : { root: false, userName };

/**
 * The user that an operation is about: the one that it names, else the caller.
 * @throws AwsError `ValidationError` where the caller is no user
 */
export function actingUser(userName: string | undefined, callerArn: string): string {
  if (userName !== undefined) return userName;
  const actor = actorOf(callerArn);
  if (actor.root) throw nonUser();
  return actor.userName;
}

const nonUser = () => validationError("Must specify userName when calling with non-User credentials");
