import { describe, expect, it } from "vitest";
import type { Ended, QueuedEvent } from "./event.ts";
import { destinationRecord, letterAttributes, recordKey } from "./record.ts";

const FUNCTION = "arn:aws:lambda:us-east-2:123456789012:function:my-function:$LATEST";
const EVENT: QueuedEvent = {
  requestId: "e4b46cbf-b738-4880-8880-a18cdf61200e",
  place: { account: "123456789012", region: "us-east-2" },
  functionName: "my-function",
  payload: '{"ORDER_IDS":["9e07af03"]}',
  traceId: "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700",
  acceptedAt: 0,
};
const failed: Ended = {
  condition: "RetriesExhausted",
  endedAt: Date.UTC(2019, 10, 14, 18, 16, 5, 568),
  functionArn: FUNCTION,
  roleArn: "",
  left: [],
  progress: {
    invokeCount: 3,
    response: {
      statusCode: 200,
      executedVersion: "$LATEST",
      functionError: "Unhandled",
      payload: '{"errorMessage":"Process exited before completing request"}',
    },
  },
};

describe("the record of an event", () => {
  it("is as AWS documents it", () => {
    expect(destinationRecord(EVENT, failed)).toBe(
      JSON.stringify({
        version: "1.0",
        timestamp: "2019-11-14T18:16:05.568Z",
        requestContext: {
          requestId: "e4b46cbf-b738-4880-8880-a18cdf61200e",
          functionArn: FUNCTION,
          condition: "RetriesExhausted",
          approximateInvokeCount: 3,
        },
        requestPayload: { ORDER_IDS: ["9e07af03"] },
        responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
        responsePayload: { errorMessage: "Process exited before completing request" },
      }),
    );
  });

  it("of one that was never run has no response", () => {
    const record: unknown = JSON.parse(
      destinationRecord(EVENT, { ...failed, condition: "EventAgeExceeded", progress: { invokeCount: 0 } }),
    );
    expect(record).not.toHaveProperty("responseContext");
    expect(record).not.toHaveProperty("responsePayload");
  });

  it("has the same name in a bucket whenever it is written", () => {
    expect(recordKey(EVENT, failed)).toBe(
      "aws/lambda/async/my-function/2019/11/14/2019-11-14T18.16.05-e4b46cbf-b738-4880-8880-a18cdf61200e",
    );
  });
});

describe("a dead letter", () => {
  it("tells the request, the status and the first kilobyte of the error", () => {
    const payload = JSON.stringify({ errorMessage: `${"x".repeat(1023)}ü` });
    const long = { ...failed, progress: { invokeCount: 3, response: { statusCode: 200, payload } } };
    expect(letterAttributes(EVENT, long)).toEqual({
      RequestID: { DataType: "String", StringValue: EVENT.requestId },
      ErrorCode: { DataType: "Number", StringValue: "200" },
      ErrorMessage: { DataType: "String", StringValue: "x".repeat(1023) },
    });
  });

  it("of a function that may not run has no status, and AWS's words", () => {
    const ended: Ended = { ...failed, condition: "ZeroReservedConcurrency", progress: { invokeCount: 0 } };
    expect(letterAttributes(EVENT, ended)).toEqual({
      RequestID: { DataType: "String", StringValue: EVENT.requestId },
      ErrorMessage: {
        DataType: "String",
        StringValue: "Function not invoked. Function isconfigured with zero reserved concurrent executions",
      },
    });
  });
});
