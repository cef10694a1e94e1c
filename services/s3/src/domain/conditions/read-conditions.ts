import { preconditionFailed } from "../errors.ts";
import type { StoredObject } from "../object-version.ts";
import { listsEtag } from "./etag.ts";

/** What must hold of an object for it to be sent. */
export type ReadConditions = {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
  readonly ifModifiedSince?: Date | undefined;
  readonly ifUnmodifiedSince?: Date | undefined;
};

/** How the headers of the conditions are called: those of a copy's source have names of their own. */
export type ConditionNames = Readonly<Record<keyof ReadConditions, string>>;

export const READ_CONDITION_NAMES: ConditionNames = {
  ifMatch: "If-Match",
  ifNoneMatch: "If-None-Match",
  ifModifiedSince: "If-Modified-Since",
  ifUnmodifiedSince: "If-Unmodified-Since",
};

/**
 * What of a read's conditions does not hold: `changed` (412: it is not the object that the client means), `same` (304: the
 * client has it already). An ETag says more than a date, which then does not count.
 * https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
 */
export function failedCondition(
  { etag, lastModified }: Pick<StoredObject, "etag" | "lastModified">,
  conditions: ReadConditions,
  now: number,
): { readonly is: "changed" | "same"; readonly condition: keyof ReadConditions } | undefined {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  // Dates in headers know no milliseconds.
  const modifiedAt = Math.floor(lastModified / 1000) * 1000;
  if (ifMatch !== undefined) {
    if (!listsEtag(ifMatch, etag)) return { is: "changed", condition: "ifMatch" };
  } else if (ifUnmodifiedSince !== undefined && modifiedAt > ifUnmodifiedSince.getTime()) {
    return { is: "changed", condition: "ifUnmodifiedSince" };
  }
  if (ifNoneMatch !== undefined) {
    return listsEtag(ifNoneMatch, etag) ? { is: "same", condition: "ifNoneMatch" } : undefined;
  }
  if (ifModifiedSince === undefined) return undefined;
  const since = ifModifiedSince.getTime();
  // A date in the future is none.
  return modifiedAt <= since && since <= now ? { is: "same", condition: "ifModifiedSince" } : undefined;
}

/** @throws AwsError PreconditionFailed where a condition does not hold, also where it says that the object is the same */
export function requireConditions(
  object: Pick<StoredObject, "etag" | "lastModified">,
  conditions: ReadConditions,
  { now, names }: { readonly now: number; readonly names: ConditionNames },
): void {
  const failed = failedCondition(object, conditions, now);
  if (failed !== undefined) throw preconditionFailed(names[failed.condition]);
}
