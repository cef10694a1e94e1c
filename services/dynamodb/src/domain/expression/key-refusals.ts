import { validationError } from "../errors.ts";
import type { Path } from "./document-path.ts";

// What expressions may not do with the attributes of keys. `keys` are names, in the order of the key schema.

/** @throws AwsError `ValidationException` where an update would change an attribute of the table's key */
export function refuseKeyUpdate(paths: readonly Path[], keys: readonly string[]): void {
  const key = keys.find((name) => paths.some(([first]) => first === name));
  if (key === undefined) return;
  const problem = `Cannot update attribute ${key}. This attribute is part of the key`;
  throw validationError(`One or more parameter values were invalid: ${problem}`);
}

/** @throws AwsError `ValidationException` where a path goes into an attribute of a key, which is a scalar */
export function refuseNestedKeys(
  paths: readonly Path[],
  keys: readonly string[],
  of: "Key" | "IndexKey" = "Key",
): void {
  const key = keys.find((name) => paths.some((path) => path.length > 1 && path[0] === name));
  if (key === undefined) return;
  const rule = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed";
  throw validationError(`${rule}: ${of}: ${key}`);
}

/** @throws AwsError `ValidationException` where the filter of a Query is on an attribute of the key that it asks */
export function refuseKeyFilter(
  paths: readonly Path[],
  keys: readonly string[],
  parameter: "Filter Expression" | "QueryFilter" = "Filter Expression",
): void {
  const key = keys.find((name) => paths.some(([first]) => first === name));
  if (key === undefined) return;
  throw validationError(`${parameter} can only contain non-primary key attributes: Primary key attribute: ${key}`);
}
