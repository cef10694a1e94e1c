import { selectError } from "./errors.ts";
import type { Aggregate } from "./evaluate/aggregates.ts";
import { type Columns, csvColumns, jsonColumns } from "./evaluate/columns.ts";
import { compile, type Evaluate } from "./evaluate/compile.ts";
import type { Value } from "./evaluate/values.ts";
import { csvReader } from "./records/csv-reader.ts";
import { jsonDocuments } from "./records/json-documents.ts";
import { jsonLines } from "./records/json-lines.ts";
import type { InputFormat, OutputFormat } from "./settings.ts";
import type { Query, SelectItem } from "./sql/syntax.ts";
import { writeRecord } from "./write-record.ts";

/** What is asked, and of what. */
export type Running = {
  readonly query: Query;
  readonly input: InputFormat;
  readonly output: OutputFormat;
  /** In milliseconds since the epoch. */
  readonly now: number;
};

/** A query that goes through an object's text, piece by piece: what it gives is the result's. */
export type QueryRun = {
  /** Nothing more is to come of it. */
  readonly isDone: () => boolean;
  readonly write: (text: string) => Generator<string>;
  readonly end: () => Generator<string>;
};

/** @throws AwsError for what the query asks for and there is not; what depends on the header shows while it runs */
export function runQuery(running: Running): QueryRun {
  return running.input.kind === "csv" ? runOnCsv(running, running.input) : runOnJson(running, running.input);
}

function runOnCsv(running: Running, { format, header: info }: InputFormat & { kind: "csv" }): QueryRun {
  const { from } = running.query;
  if (from.path.length > 0) throw selectError("UnsupportedSqlStructure");
  const filterBy = (header: readonly string[] | undefined): Filter<readonly string[]> =>
    filterOf(running, csvColumns(header, from.alias));
  let isHeader = info !== "NONE";
  let filter = info === "USE" ? undefined : filterBy(undefined);
  return through(csvReader(format), {
    isDone: () => filter?.isDone() === true,
    add: (record) => {
      if (isHeader) {
        isHeader = false;
        if (info === "USE") filter = filterBy(record);
        return undefined;
      }
      return filter?.add(record);
    },
    result: () => (filter ?? filterBy([])).result(),
  });
}

function runOnJson(running: Running, { type }: InputFormat & { kind: "json" }): QueryRun {
  const { path, alias } = running.query.from;
  const filter = filterOf(running, jsonColumns(alias));
  return through(type === "LINES" ? jsonLines(path) : jsonDocuments(path), filter);
}

type Reader<Row> = { readonly write: (text: string) => Generator<Row>; readonly end: () => Generator<Row> };

/** What a query makes of each record, and of all of them. */
type Filter<Row> = {
  readonly isDone: () => boolean;
  readonly add: (row: Row) => string | undefined;
  readonly result: () => string | undefined;
};

function through<Row>(reader: Reader<Row>, { add, isDone, result }: Filter<Row>): QueryRun {
  function* filtered(rows: Generator<Row>): Generator<string> {
    for (const row of rows) {
      if (isDone()) return;
      const record = add(row);
      if (record !== undefined) yield record;
    }
  }
  return {
    isDone,
    write: (text) => filtered(reader.write(text)),
    end: function* () {
      yield* filtered(reader.end());
      const record = result();
      if (record !== undefined) yield record;
    },
  };
}

function filterOf<Row>({ query, output, now }: Running, columns: Columns<Row>): Filter<Row> {
  const { limit = Infinity, select } = query;
  const where = query.where && compile(query.where, { columns, now });
  const isWanted = (row: Row): boolean => where === undefined || where(row) === true;
  if (select.kind === "list") {
    const aggregates: Aggregate<Row>[] = [];
    const add = (aggregate: Aggregate<Row>): void => void aggregates.push(aggregate);
    const members = compileItems(select.items, { columns, now, aggregates: { columns, add } });
    if (aggregates.length === 0) return selecting({ isWanted, limit, members, output });
    aggregates.length = 0;
    const whole = compileItems(select.items, { columns: noColumns<Row>(), now, aggregates: { columns, add } });
    return aggregating({ isWanted, limit, members: whole, output, aggregates });
  }
  return selecting({ isWanted, limit, members: columns.members, output });
}

type Members<Row> = (row: Row) => readonly (readonly [string, Value])[];

function compileItems<Row>(items: readonly SelectItem[], compiling: Parameters<typeof compile<Row>>[1]): Members<Row> {
  const members = items.map(({ expression, name }, index): readonly [string, Evaluate<Row>] => [
    name ?? `_${index + 1}`,
    compile(expression, compiling),
  ]);
  return (row) => members.map(([name, evaluate]) => [name, evaluate(row)]);
}

/** Beside what is computed over all records there is no single one of them. */
const noColumns = <Row>(): Columns<Row> => ({
  path: () => {
    throw selectError("UnsupportedSqlStructure");
  },
  members: () => [],
});

type Selecting<Row> = {
  readonly isWanted: (row: Row) => boolean;
  readonly limit: number;
  readonly members: Members<Row>;
  readonly output: OutputFormat;
};

function selecting<Row>({ isWanted, limit, members, output }: Selecting<Row>): Filter<Row> {
  let selected = 0;
  return {
    isDone: () => selected >= limit,
    add: (row) => {
      if (!isWanted(row)) return undefined;
      selected += 1;
      return writeRecord(output, members(row));
    },
    result: () => undefined,
  };
}

function aggregating<Row>({
  aggregates,
  isWanted,
  limit,
  members,
  output,
}: Selecting<Row> & { readonly aggregates: readonly Aggregate<Row>[] }): Filter<Row> {
  return {
    isDone: () => limit === 0,
    add: (row) => {
      if (isWanted(row)) for (const aggregate of aggregates) aggregate.add(row);
      return undefined;
    },
    // as: what is computed over all records asks no row, and columns beside it are refused.
    result: () => (limit === 0 ? undefined : writeRecord(output, members(undefined as Row))),
  };
}
