import { selectError } from "../errors.ts";
import { MISSING, type Name, type Step } from "../sql/syntax.ts";
import { isList, isStructure, type Value } from "./values.ts";

/** How records are asked for what is in them. */
export type Columns<Row> = {
  /** What a path leads to, by a name of a column or of the record itself. @throws AwsError where there can be none */
  readonly path: (root: Name, steps: readonly Step[]) => (row: Row) => Value;
  /** All members of a record, in their order. */
  readonly members: (row: Row) => readonly (readonly [string, Value])[];
};

const TABLE: Name = { text: "S3Object", isQuoted: false };

/** Whether a name is that of the record itself. */
const isRecord = (name: Name, alias: Name | undefined): boolean => isSame(name, alias ?? TABLE) || isSame(name, TABLE);

const isSame = (one: Name, other: Name): boolean =>
  one.isQuoted || other.isQuoted ? one.text === other.text : one.text.toLowerCase() === other.text.toLowerCase();

/** `_1` */
const POSITION = /^_(\d{1,7})$/;

/** Columns of a CSV record: by the header's names, where there is one, and by their places. */
export function csvColumns(header: readonly string[] | undefined, alias: Name | undefined): Columns<readonly string[]> {
  return {
    path: (root, steps) => {
      const index = indexOf(header, csvName(header, { root, steps, alias }));
      return (row) => row[index] ?? MISSING;
    },
    members: (row) => row.map((value, index) => [header?.[index] ?? `_${index + 1}`, value]),
  };
}

type Path = { readonly root: Name; readonly steps: readonly Step[]; readonly alias: Name | undefined };

/** The column that a path names: records of CSV have nothing in each other. */
function csvName(header: readonly string[] | undefined, { root, steps, alias }: Path): Name {
  const [step, ...more] = steps;
  if (step === undefined) {
    // A whole record is no value.
    if (isRecord(root, alias) && !isColumn(header, root)) throw selectError("UnsupportedSqlStructure");
    return root;
  }
  if (!isRecord(root, alias) || step.kind !== "member" || more.length > 0) {
    throw selectError("EvaluatorBindingDoesNotExist");
  }
  return step.name;
}

const isColumn = (header: readonly string[] | undefined, { text }: Name): boolean =>
  header?.some((column) => column.toLowerCase() === text.toLowerCase()) === true;

function indexOf(header: readonly string[] | undefined, name: Name): number {
  const named = header === undefined ? [] : matching(header, name);
  if (named.length > 1) throw selectError("AmbiguousFieldName");
  const [only] = named;
  if (only !== undefined) return only;
  const place = Number(POSITION.exec(name.text)?.[1]);
  if (Number.isNaN(place)) throw selectError("EvaluatorBindingDoesNotExist");
  if (place === 0) throw selectError("InvalidColumnIndex");
  return place - 1;
}

const matching = (header: readonly string[], { text, isQuoted }: Name): readonly number[] =>
  header.flatMap((column, index) =>
    (isQuoted ? column === text : column.toLowerCase() === text.toLowerCase()) ? [index] : [],
  );

/** Columns of a JSON record, which need not be there. */
export const jsonColumns = (alias: Name | undefined): Columns<Value> => ({
  path: (root, steps) => {
    const path: readonly Step[] = isRecord(root, alias) ? steps : [{ kind: "member", name: root }, ...steps];
    if (path.some(({ kind }) => kind === "each")) throw selectError("ParseInvalidContextForWildcardInSelectList");
    return (row) => path.reduce(follow, row);
  },
  members: (row) => (isStructure(row) ? Object.entries(row) : [["_1", row]]),
});

/** What one step leads to. */
export function follow(value: Value, step: Step): Value {
  if (step.kind === "index") return isList(value) ? (value[step.index] ?? MISSING) : MISSING;
  if (step.kind === "each" || !isStructure(value)) return isWholeRecord(step) ? value : MISSING;
  const { text, isQuoted } = step.name;
  if (Object.hasOwn(value, text)) return value[text] ?? null;
  const known = isQuoted ? undefined : Object.keys(value).find((name) => name.toLowerCase() === text.toLowerCase());
  return known === undefined ? MISSING : (value[known] ?? null);
}

/** What is no object is the only member of its record. */
const isWholeRecord = (step: Step): boolean => step.kind === "member" && step.name.text === "_1";
