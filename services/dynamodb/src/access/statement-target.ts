/** What a PartiQL statement does, by its action, and to what. */
export type StatementTarget = {
  readonly action: "PartiQLSelect" | "PartiQLInsert" | "PartiQLUpdate" | "PartiQLDelete";
  readonly table: string;
  readonly index?: string;
};

const ACTIONS = {
  select: "PartiQLSelect",
  insert: "PartiQLInsert",
  update: "PartiQLUpdate",
  delete: "PartiQLDelete",
} as const;

const VERB = /^\s*(?:exists\s*\(\s*)?(select|insert|update|delete)\b/i;
const NAME = String.raw`(?:"((?:[^"]|"")+)"|([\w.:/-]+?))`;
/** The table, and its index behind a dot, each in quotes if it must be. */
const FROM = new RegExp(String.raw`\b(?:from|into|update)\s+${NAME}(?:\.${NAME})?(?=\s|$|\))`, "i");

/** What a statement is on; `undefined` where it is no statement, which whoever parses it tells. */
export function statementTarget(statement: string): StatementTarget | undefined {
  const verb = VERB.exec(statement)?.[1]?.toLowerCase();
  const [, quoted, plain, quotedIndex, plainIndex] = FROM.exec(statement) ?? [];
  const table = quoted ?? plain;
  const index = quotedIndex ?? plainIndex;
  if (verb === undefined || table === undefined) return undefined;
  const action = ACTIONS[verb as keyof typeof ACTIONS]; // as: the expression knows no other verbs.
  return { action, table, ...(index !== undefined && { index }) };
}
