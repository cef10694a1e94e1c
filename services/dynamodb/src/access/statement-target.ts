import { AwsError } from "@skylab/aws";
import { type StatementNode, statementNode } from "../domain/partiql/index.ts";

/** What a PartiQL statement does, by its action, and to what. */
export type StatementTarget = {
  readonly action: "PartiQLSelect" | "PartiQLInsert" | "PartiQLUpdate" | "PartiQLDelete";
  readonly table: string;
  readonly index?: string;
};

const ACTIONS = {
  select: "PartiQLSelect",
  exists: "PartiQLSelect",
  insert: "PartiQLInsert",
  update: "PartiQLUpdate",
  delete: "PartiQLDelete",
} as const satisfies Readonly<Record<StatementNode["type"], StatementTarget["action"]>>;

/** What a statement is on, as it is read when it is run; `undefined` where it is no statement, which running it tells. */
export function statementTarget(statement: string): StatementTarget | undefined {
  const node = nodeOf(statement);
  if (node === undefined) return undefined;
  const { table, index } = node.from;
  return { action: ACTIONS[node.type], table, ...(index !== undefined && { index }) };
}

function nodeOf(statement: string): StatementNode | undefined {
  try {
    return statementNode(statement);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
