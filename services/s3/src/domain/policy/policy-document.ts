import type { PolicyStatement } from "../acl/acl-statements.ts";

/** A bucket's policy, whose form was checked when it was put. */
export type PolicyDocument = { readonly Version?: string; readonly Statement: readonly PolicyStatement[] };

export function readPolicy(json: string): PolicyDocument {
  // as: JSON's values are unknown, and a statement may be of any form.
  const { Statement, Version } = JSON.parse(json) as {
    readonly Version?: string;
    readonly Statement: PolicyStatement | readonly PolicyStatement[];
  };
  return { ...(Version !== undefined && { Version }), Statement: [Statement].flat() };
}

/** The texts of an element: one may stand for a list of one. */
export const textsOf = (value: unknown): readonly string[] =>
  [value].flat().filter((one): one is string => typeof one === "string");

/** The entries of an element that is an object. */
export const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === "object" && value !== null ? Object.entries(value) : [];
