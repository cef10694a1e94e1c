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

/** What a statement is on, as whoever executes it reads it; `undefined` where it is none, which he tells. */
export function statementTarget(statement: string): StatementTarget | undefined {
  const node = statementNode(statement);
  if (node === undefined) return undefined;
  const { table, index } = node.from;
  return { action: ACTIONS[node.type], table, ...(index !== undefined && { index }) };
}
