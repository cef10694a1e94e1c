import { describe, expect, it } from "vitest";
import { createCodec } from "./codec.ts";
import { loadModel, MODEL_NAMES, type ModelName } from "./models.ts";
import type { RequestHead } from "./wire.ts";

const POST: RequestHead = { method: "POST", path: "/", query: "", headers: {} };
const FORM = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };

describe("the protocol of a request", () => {
  it.each<[ModelName, Partial<RequestHead>, string]>([
    ["sqs", { headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.A" } }, "awsJson1_0"],
    ["sqs", { headers: FORM }, "awsQuery"],
    ["sqs", { method: "GET", query: "Version=1&Action=ListQueues" }, "awsQuery"],
    ["sqs", { headers: { ...FORM, "x-amz-target": "AmazonSQS.ListQueues" } }, "awsJson1_0"],
    ["sqs", { method: "GET" }, "awsJson1_0"],
    ["cloudwatch", { headers: { "smithy-protocol": "rpc-v2-cbor" } }, "rpcv2Cbor"],
    ["cloudwatch", { headers: FORM }, "awsQuery"],
    ["cloudwatch", { headers: { "x-amz-target": "GraniteServiceVersion20100801.ListMetrics" } }, "awsJson1_0"],
    ["sns", {}, "awsQuery"],
    ["s3", { headers: FORM, query: "Action=x" }, "restXml"],
    ["lambda", { headers: FORM }, "restJson1"],
  ])("to %s with %o is told by its head", (name, given, protocol) => {
    expect(createCodec(loadModel(name)).protocolOf({ ...POST, ...given })).toBe(protocol);
  });
});

describe("a model", () => {
  it.each(MODEL_NAMES)("of %s names only shapes that it has", (name) => {
    const { operations, shapes, errors } = loadModel(name);
    const named = Object.values(shapes).flatMap((shape) => {
      if (shape.type === "structure") return Object.values(shape.members).map((member) => member.shape);
      if (shape.type === "list") return [shape.member.shape];
      return shape.type === "map" ? [shape.key.shape, shape.value.shape] : [];
    });
    const used = Object.values(operations).flatMap(({ input, output, errors: thrown }) =>
      [input, output].concat(thrown),
    );
    for (const shape of [...named, ...used, ...errors]) expect(Object.keys(shapes)).toContain(shape);
  });

  it("joins botocore's constraints and errors to the SDK's schema", () => {
    const { operations, shapes, targetPrefix, queryCompatible } = loadModel("sqs");
    expect(operations["SendMessage"]?.errors).toContain("QueueDoesNotExist");
    expect(shapes["SendMessageRequest"]).toMatchObject({ required: ["QueueUrl", "MessageBody"] });
    expect(loadModel("dynamodb").shapes["TableName"]).toMatchObject({ min: 3, max: 255, pattern: "[a-zA-Z0-9_.-]+" });
    expect({ targetPrefix, queryCompatible }).toEqual({ targetPrefix: "AmazonSQS", queryCompatible: true });
  });
});
