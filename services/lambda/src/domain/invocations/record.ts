import type { Ended, EventResponse, QueuedEvent } from "./event.ts";

/** What destinations are told of an event. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export function destinationRecord(event: QueuedEvent, { condition, endedAt, functionArn, progress }: Ended): string {
  const { invokeCount, response } = progress;
  return JSON.stringify({
    version: "1.0",
    timestamp: new Date(endedAt).toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn,
      condition,
      // Of what succeeded AWS tells one, however often it was tried.
      approximateInvokeCount: condition === "Success" ? 1 : invokeCount,
    },
    requestPayload: JSON.parse(event.payload) as unknown, // as: whatever it is.
    ...(response && responseMembers(response)),
  });
}

function responseMembers({ executedVersion, functionError, payload, statusCode }: EventResponse): object {
  return {
    responseContext: {
      statusCode,
      ...(executedVersion !== undefined && { executedVersion }),
      ...(functionError !== undefined && { functionError }),
    },
    ...(payload !== undefined && { responsePayload: jsonOrText(payload) }),
  };
}

/** Functions return JSON, unless a bootstrap of their own does otherwise. */
function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq: "The first 1 KB of the error message" */
const MAX_MESSAGE_BYTES = 1024;

export type LetterAttribute = { readonly DataType: "String" | "Number"; readonly StringValue: string };

/** What is beside the event in a dead-letter queue. */
export function letterAttributes(
  { requestId }: Pick<QueuedEvent, "requestId">,
  { condition, progress: { response } }: Ended,
): Readonly<Record<string, LetterAttribute>> {
  const message = condition === "ZeroReservedConcurrency" ? ZERO_CONCURRENCY : messageOf(response);
  return {
    RequestID: { DataType: "String", StringValue: requestId },
    ...(condition !== "ZeroReservedConcurrency" &&
      response !== undefined && { ErrorCode: { DataType: "Number", StringValue: String(response.statusCode) } }),
    ...(message !== "" && { ErrorMessage: { DataType: "String", StringValue: firstBytes(message) } }),
  };
}

/** AWS's own spelling. */
const ZERO_CONCURRENCY = "Function not invoked. Function isconfigured with zero reserved concurrent executions";

function messageOf(response: EventResponse | undefined): string {
  if (response?.message !== undefined) return response.message;
  const error = response?.payload === undefined ? undefined : jsonOrText(response.payload);
  if (typeof error !== "object" || error === null || !("errorMessage" in error)) return "";
  return String(error.errorMessage);
}

/** No half of a character. */
const firstBytes = (text: string): string =>
  Buffer.byteLength(text) <= MAX_MESSAGE_BYTES
    ? text
    : Buffer.from(text)
        .subarray(0, MAX_MESSAGE_BYTES)
        .toString()
        .replace(/\uFFFD$/, "");

/** Where a record is kept in a bucket: the same each time that it is tried. */
export function recordKey({ functionName, requestId }: QueuedEvent, { endedAt }: Ended): string {
  const [day = "", time = ""] = new Date(endedAt).toISOString().split("T");
  const seconds = time.slice(0, "HH:MM:SS".length).replaceAll(":", ".");
  return `aws/lambda/async/${functionName}/${day.replaceAll("-", "/")}/${day}T${seconds}-${requestId}`;
}
