import { AwsError } from "@skylab/aws";
import { parseStatement } from "../domain/partiql/parse.ts";

/** What a PartiQL statement does, by its action, and to what. */
export type StatementTarget = {
  readonly action: (typeof ACTIONS)[keyof typeof ACTIONS];
  readonly table: string;
  readonly index: string | undefined;
};

const ACTIONS = {
  select: "PartiQLSelect",
  exists: "PartiQLSelect",
  insert: "PartiQLInsert",
  update: "PartiQLUpdate",
  delete: "PartiQLDelete",
} as const;

/** What a statement is on, as whoever executes it parses it; `undefined` where that will be refused. */
export function statementTarget(statement: string): StatementTarget | undefined {
  try {
    const { from, type } = parseStatement(statement).node;
    return { action: ACTIONS[type], table: from.table, index: from.index };
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
