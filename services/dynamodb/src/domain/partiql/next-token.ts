import { validationError } from "../errors.ts";
import type { Item } from "../item/attribute-value.ts";

/** Where a SELECT goes on: in which of its reads, and behind which key of it. */
export type ReadPosition = { readonly read: number; readonly key: Item | undefined };

/** What a token is made of: nothing else is kept of a read that was not finished. */
type Token = ReadPosition & { readonly of: string };

/** @param of tells the statement and its parameters from others */
export const nextToken = (of: string, { read, key }: ReadPosition): string =>
  Buffer.from(JSON.stringify({ of, read, key })).toString("base64url");

/** @throws AwsError `ValidationException` where it is no token, or one of another statement */
export function readNextToken(token: string, of: string): ReadPosition {
  const read = decode(token);
  if (read === undefined) throw invalidNextToken();
  if (read.of !== of) throw validationError("NextToken does not match request");
  return read;
}

export const invalidNextToken = (): Error => validationError("Invalid NextToken");

function decode(token: string): Token | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    return isToken(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const isToken = (value: unknown): value is Token =>
  typeof value === "object" &&
  value !== null &&
  "of" in value &&
  typeof value.of === "string" &&
  "read" in value &&
  typeof value.read === "number" &&
  Number.isSafeInteger(value.read) &&
  value.read >= 0 &&
  (!("key" in value) || isKey(value.key));

/** Key attributes are text in JSON, whatever their type. */
const isKey = (key: unknown): boolean =>
  typeof key === "object" &&
  key !== null &&
  Object.values(key).every(
    (value: unknown) =>
      typeof value === "object" && value !== null && Object.values(value).every((text) => typeof text === "string"),
  );
