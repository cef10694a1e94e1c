import type { Session } from "@skylab/auth";
import { AwsError } from "@skylab/aws";
import type { Tags } from "@skylab/identity";
import { requestedTags } from "./tags.ts";

/** A session's tags, and those of them that sessions which it opens have, too. */
export type SessionTags = Pick<Session, "tags" | "transitiveTagKeys">;

type Requested = {
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[] | undefined;
  readonly TransitiveTagKeys?: readonly string[] | undefined;
};

/**
 * The tags of a new session: those that are asked for, and the transitive ones of the session that asks.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 * @throws AwsError `InvalidParameterValue`
 */
export function sessionTagsOf(
  { Tags: requested = [], TransitiveTagKeys: transitive = [] }: Requested,
  calling: Session | undefined,
): SessionTags {
  const keys = new Set(requested.map(({ Key }) => Key.toLowerCase()));
  if (keys.size < requested.length) {
    throw invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  }
  const inherited = calling?.transitiveTagKeys ?? [];
  if (inherited.some((key) => keys.has(key.toLowerCase()))) {
    throw invalid(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  if (transitive.some((key) => !keys.has(key.toLowerCase()))) {
    throw invalid("The specified transitive tag key must be included in the requested tags.");
  }
  const passedOn: Tags = Object.fromEntries(inherited.map((key) => [key, calling?.tags[key] ?? ""]));
  return {
    tags: { ...passedOn, ...requestedTags(requested) },
    transitiveTagKeys: [...inherited, ...transitive],
  };
}

const invalid = (message: string): AwsError => new AwsError("InvalidParameterValue", message, { status: 400 });
