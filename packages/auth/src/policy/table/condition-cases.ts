import type { Context } from "../context.ts";
import { allow, type Case } from "./case.ts";

/** A name, the Condition element, the request's context, and whether the one holds in the other. */
export type ConditionRow = readonly [name: string, condition: object, context: Context, holds: boolean];

/** Each row as an Allow with that condition. */
export const conditionCases = (rows: readonly ConditionRow[], source: string): readonly Case[] =>
  rows.map(([name, condition, context, holds]) => ({
    name,
    source,
    identity: [allow({ Condition: condition })],
    context,
    becomes: holds ? "allow by identity" : "implicitDeny by identity",
  }));
