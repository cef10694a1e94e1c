import { isObject } from "./filters/parse-pattern.ts";

/** Which records of a batch a function says it failed at: the ids of some, or `"all"` where its answer makes no sense. */
export type ItemFailures = ReadonlySet<string> | "all";

const NONE: ReadonlySet<string> = new Set();

/**
 * Reads what a function returned whose mapping has `ReportBatchItemFailures`. Nothing, an empty text, list or object mean
 * success, as AWS has it; an id that is empty or of no record of the batch means that all of it failed.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export function readItemFailures(answer: Uint8Array, ids: readonly string[]): ItemFailures {
  const returned = parsed(answer);
  if (returned === undefined) return "all";
  if (isNothing(returned)) return NONE;
  if (!isObject(returned)) return "all";
  const list = returned["batchItemFailures"] ?? [];
  if (!Array.isArray(list)) return "all";
  const known = new Set(ids);
  const failed = list.map((item: unknown) => (isObject(item) ? item["itemIdentifier"] : undefined));
  return failed.every((id): id is string => typeof id === "string" && known.has(id)) ? new Set(failed) : "all";
}

const isNothing = (value: unknown): boolean =>
  value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** `undefined` where it is no JSON. */
function parsed(answer: Uint8Array): unknown {
  if (answer.length === 0) return null;
  try {
    return JSON.parse(Buffer.from(answer).toString());
  } catch {
    return undefined;
  }
}
