import type { Value } from "../values/value.ts";

/** Groups whose events have fields of Lambda's. */
export const isOfLambda = (group: string): boolean => group.startsWith("/aws/lambda/");

const UUID = "[\\da-f]{8}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{12}";
const REQUEST = new RegExp(
  `^(?:(?:START|END|REPORT) RequestId: |[\\d\\-T:.]+Z\\t|\\[\\w+\\]\\t[\\d\\-T:.]+Z\\t)(${UUID})`,
);
const TYPE = /^(START|END|REPORT) RequestId: /;

const MEGABYTE = 1_000_000;

/** The fields that are discovered in what Lambda writes. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html */
const FIELDS: ReadonlyMap<string, (message: string) => Value> = new Map([
  ["@requestId", (message: string): Value => REQUEST.exec(message)?.[1]],
  ["@type", (message: string): Value => TYPE.exec(message)?.[1]],
  ["@duration", reported(/\tDuration: ([\d.]+) ms/)],
  ["@billedDuration", reported(/\tBilled Duration: ([\d.]+) ms/)],
  ["@initDuration", reported(/\tInit Duration: ([\d.]+) ms/)],
  ["@memorySize", reported(/\tMemory Size: (\d+) MB/, MEGABYTE)],
  ["@maxMemoryUsed", reported(/\tMax Memory Used: (\d+) MB/, MEGABYTE)],
  ["@xrayTraceId", (message: string): Value => /\tXRAY TraceId: (\S+)/i.exec(message)?.[1]],
  ["@xraySegmentId", (message: string): Value => /\tSegmentId: (\S+)/.exec(message)?.[1]],
]);

export const LAMBDA_FIELDS: readonly string[] = [...FIELDS.keys()];

export const lambdaField = (name: string, message: string): Value => FIELDS.get(name)?.(message);

/** What a line of REPORT tells, by its unit. */
function reported(expression: RegExp, factor = 1): (message: string) => Value {
  return (message) => {
    const number = message.startsWith("REPORT") ? expression.exec(message)?.[1] : undefined;
    return number === undefined ? undefined : Number(number) * factor;
  };
}
