import type { Place } from "@skylab/aws";
import type { StoredVersion } from "./domain/functions/version.ts";

/** What a name, an ARN or part of one, with a qualifier or without, names. */
export type FoundFunction = {
  /** Of the function, which may be another account's than the caller's. */
  readonly place: Place;
  readonly name: string;
  /** Without version or alias. */
  readonly arn: string;
  /** Version or alias, as it was asked for: in the name, or beside it. */
  readonly qualifier: string | undefined;
  /** With the qualifier, where one was asked for. */
  readonly qualifiedArn: string;
  /** What runs: the version, that of the alias, or one of an alias's two. */
  readonly version: StoredVersion;
};
