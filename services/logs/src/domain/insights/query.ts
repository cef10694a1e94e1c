import { fieldReader, type QueriedEvent, Row } from "./records/row.ts";
import { columnsOf } from "./run/columns.ts";
import type { CompileContext } from "./run/evaluator.ts";
import { Memory } from "./run/memory.ts";
import { charsOf } from "./run/row-size.ts";
import { compileSort } from "./run/sort.ts";
import type { NewStage, Stage } from "./run/stage.ts";
import {
  compileDedup,
  compileFields,
  compileFilter,
  compileLimit,
  compileParsing,
  compileUnnest,
} from "./run/stages.ts";
import { compileStats } from "./run/stats.ts";
import { parseQuery } from "./syntax/parse-query.ts";
import type { Command } from "./syntax/tree.ts";
import { textOf } from "./values/value.ts";

/** A row of results: its fields that are there, as texts. */
export type ResultRow = readonly ResultField[];

export type ResultField = { readonly field: string; readonly value: string };

/** A query at work: it takes events, the newest first, and makes results of them. */
export type QueryRun = {
  /** @throws AwsError LimitExceededException where it holds too much */
  readonly add: (event: QueriedEvent) => void;
  /** No further event would change the results. */
  readonly isSatisfied: () => boolean;
  /** Events that no filter held back, as far as commands take them one by one. */
  readonly matched: () => number;
  /** There are no more events. The results come after some steps: whoever takes them may let others go on in between. */
  readonly end: () => Generator<undefined, readonly ResultRow[]>;
};

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
const DEFAULT_RESULTS = 10_000;
const MAX_RESULTS = 100_000;

export type QueryOptions = {
  /** Milliseconds since the epoch: when it begins. */
  readonly now: number;
  /** The limit of the request; one in the query counts before it. */
  readonly limit?: number | undefined;
};

/**
 * Begins a query.
 * @throws AwsError MalformedQueryException, NotImplemented
 */
export function beginQuery(text: string, { limit = DEFAULT_RESULTS, now }: QueryOptions): QueryRun {
  const commands = parseQuery(text);
  const limits = commands.flatMap((command) => (command.kind === "limit" ? [command.count] : []));
  const most = Math.min(limits.at(-1) ?? limit, MAX_RESULTS);
  const { areEvents, names } = columnsOf(commands);
  const columns = [...names, ...(areEvents ? ["@ptr"] : [])].map((field) => ({ field, read: fieldReader(field) }));
  const rows: Row[] = [];
  const memory = new Memory();
  let matched = 0;
  const last: Stage = {
    push: (row) => {
      if (rows.length >= most) return;
      memory.take(charsOf(row));
      rows.push(row);
    },
    end: () => [],
  };
  const counting: NewStage = (next) => ({
    push: (row) => {
      matched += 1;
      next.push(row);
    },
    end: next.end,
  });
  const context = { now, special: () => undefined };
  const first = openStages(commands, { context, memory, most, counting }, last);
  const takesAny = commands.some((command) => command.kind === "limit" && command.any) && isStreamed(commands);
  return {
    add: (event) => first.push(new Row(event)),
    isSatisfied: () => takesAny && rows.length >= most,
    matched: () => matched,
    end: function* () {
      yield* first.end();
      const results: ResultRow[] = [];
      for (const row of rows) yield void results.push(resultOf(row, columns));
      return results;
    },
  };
}

type Columns = readonly { readonly field: string; readonly read: ReturnType<typeof fieldReader> }[];

const resultOf = (row: Row, columns: Columns): ResultRow =>
  columns.flatMap(({ field, read }) => {
    const value = read(row);
    return value === undefined ? [] : [{ field, value: textOf(value) }];
  });

/** Whether commands take events one by one, and hold nothing back. */
const isStreamed = (commands: readonly Command[]): boolean => commands.every(({ kind }) => !HOLDING.has(kind));

const HOLDING: ReadonlySet<Command["kind"]> = new Set(["stats", "sort"]);

type Opening = {
  readonly context: CompileContext;
  readonly memory: Memory;
  readonly most: number;
  readonly counting: NewStage;
};

/** Events are counted behind the last filter that sees them one by one. */
function openStages(commands: readonly Command[], opening: Opening, last: Stage): Stage {
  const held = commands.findIndex(({ kind }) => HOLDING.has(kind) || kind === "limit" || kind === "dedup");
  const oneByOne = held === -1 ? commands : commands.slice(0, held);
  const counted = oneByOne.findLastIndex(({ kind }) => kind === "filter") + 1;
  const stages = commands.map((command, index) =>
    compileCommand(command, { ...opening, limit: limitBehind(commands.slice(index + 1), opening.most) }),
  );
  stages.splice(counted, 0, opening.counting);
  let next = last;
  for (const open of stages.toReversed()) next = open(next);
  return next;
}

type Compiling = Opening & { readonly limit: number };

function compileCommand(command: Command, { context, limit, memory }: Compiling): NewStage {
  switch (command.kind) {
    case "fields":
    case "display":
      return compileFields(command, context);
    case "filter":
      return compileFilter(command, context);
    case "stats":
      return compileStats(command, context, memory);
    case "sort":
      return compileSort(command, context, { memory, limit });
    case "limit":
      return compileLimit(command);
    case "dedup":
      return compileDedup(command, context, memory);
    case "parse":
      return compileParsing(command, context);
    default:
      return compileUnnest(command, context);
  }
}

/** How many rows the commands behind one ask for: all, where one of them may let some go. */
function limitBehind(commands: readonly Command[], most: number): number {
  for (const command of commands) {
    if (command.kind === "limit") return command.count;
    if (command.kind === "filter" || command.kind === "dedup" || command.kind === "stats") return Infinity;
  }
  return most;
}
