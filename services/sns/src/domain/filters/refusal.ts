import type { AwsError } from "@skylab/aws";

import type { JsonNode } from "./json/node.ts";

/** Makes the refusal of a policy; with a column, of what stands there. */
export type Refuse = (message: string, column?: number) => AwsError;

/** Makes the refusal of an attribute: AWS begins it one way where it is set alone, another where with others. */
export type RefuseAttribute = (reason: string) => AwsError;

/** Jackson shows no more letters of a source. */
const MAX_SOURCE_LETTERS = 500;

/**
 * Refuses in AWS's words, a column being one of the source: the policy as AWS's Jackson wrote it, all on one line.
 * The line break before the place is AWS's.
 */
export function refusePolicy(refuse: RefuseAttribute, source = ""): Refuse {
  return (message, column) => {
    const place = column === undefined ? "" : `\n at [Source: (String)${shown(source)}; line: 1, column: ${column}]`;
    return refuse(`FilterPolicy: ${message}${place}`);
  };
}

function shown(source: string): string {
  const rest = source.length - MAX_SOURCE_LETTERS;
  return `"${source.slice(0, MAX_SOURCE_LETTERS)}"${rest > 0 ? `[truncated ${rest} chars]` : ""}`;
}

/** Where Jackson stands when it has just come upon a value: past an opening bracket or quote, or past all of it. */
export const columnAt = (node: JsonNode): number =>
  node.kind === "number" || node.kind === "literal" ? node.end + 1 : node.start + 2;

/** Where Jackson stands when it has read a value to its end. */
export const columnAfter = (node: JsonNode): number => node.end + 1;
