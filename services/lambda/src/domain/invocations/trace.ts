import type { Clock, Ids } from "@skylab/aws";
import { createHash } from "node:crypto";

/** X-Ray's header, in which Lambda also counts how often a function is the cause of itself. */
export const TRACE_HEADER = "x-amzn-trace-id";

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
export function newTrace(clock: Clock, ids: Ids): string {
  const seconds = Math.floor(clock.now() / 1000).toString(16);
  const hex = (bytes: number): string => Buffer.from(ids.bytes(bytes)).toString("hex");
  return `Root=1-${seconds.padStart(8, "0")}-${hex(12)};Parent=${hex(8)};Sampled=0`;
}

/** The trace that the first of a batch of SQS's messages belongs to, where whoever sent it told one. */
export function traceOfRecords(event: object): string | undefined {
  const { Records: [first] = [] } = event as { readonly Records?: readonly Traced[] }; // as: a batch, as its mapping made it.
  return first?.attributes?.["AWSTraceHeader"];
}

type Traced = { readonly attributes?: Readonly<Record<string, string>> };

/** "approximately 16 times": https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html */
export const MOST_OF_ONE_CHAIN = 16;

/** How often a function was invoked in the chain of causes that led here. */
export const timesInChain = (trace: string, functionArn: string): number =>
  lineageOf(trace).find(([function_]) => function_ === shortOf(functionArn))?.[1] ?? 0;

/** The header with the function counted once more. */
export function withLink(trace: string, functionArn: string): string {
  const own = shortOf(functionArn);
  const others = lineageOf(trace).filter(([function_]) => function_ !== own);
  const links = [...others.slice(1 - MOST_LINKS), [own, timesInChain(trace, functionArn) + 1] as const];
  const lineage = links.map(([function_, times]) => `${function_}:${times}`).join("|");
  return `${withoutLineage(trace)};Lineage=${lineage}`;
}

/** Functions of a chain that are counted: a header has its bounds. */
const MOST_LINKS = 16;

const LINEAGE = /(?:^|;)\s*Lineage=([^;]*)/i;

const withoutLineage = (trace: string): string => trace.replace(LINEAGE, "");

function lineageOf(trace: string): readonly (readonly [string, number])[] {
  const lineage = LINEAGE.exec(trace)?.[1];
  if (lineage === undefined) return [];
  return lineage.split("|").flatMap((link) => {
    const [, function_ = "", times = ""] = /^(?:\d+:)?([0-9a-f]{8}):(\d{1,4})$/.exec(link) ?? [];
    return function_ === "" ? [] : [[function_, Number(times)] as const];
  });
}

/** By function ARN: what was reckoned once. */
const shorts = new Map<string, string>();
const MOST_SHORTS = 10_000;

function shortOf(functionArn: string): string {
  const known = shorts.get(functionArn);
  if (known !== undefined) return known;
  if (shorts.size >= MOST_SHORTS) shorts.clear();
  const short = createHash("sha256").update(functionArn).digest("hex").slice(0, 8);
  shorts.set(functionArn, short);
  return short;
}
