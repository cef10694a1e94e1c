import type { StoredMapping } from "./stored-domain-name.ts";

/** Finds the mapping that a raw path is for. */
export type FindMapping = (path: string) => StoredMapping | undefined;

/**
 * The longest key that a path begins with, segment by segment, counts.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html
 */
export function mappingFinder(mappings: readonly StoredMapping[]): FindMapping {
  const longestFirst = mappings.toSorted((one, other) => other.key.length - one.key.length);
  return (path) => longestFirst.find(({ key }) => isBelow(path, key));
}

/** Whether a raw path begins with the segments of a key, which has no slashes at its ends. */
export const isBelow = (path: string, key: string): boolean =>
  key === "" || path === `/${key}` || path.startsWith(`/${key}/`);
