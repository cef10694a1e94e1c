import { crc32 } from "node:zlib";
import { sign } from "@skylab/auth";
import { describe, expect, it } from "vitest";
import { useDynamo } from "./dynamodb.ts";

const dynamo = useDynamo();

type Raw = { readonly target?: string; readonly body: string };

/** A request as it is on the wire, and the answer as it came. */
async function ask({ target, body }: Raw) {
  const { url } = dynamo.skylab();
  const headers = {
    host: new URL(url).host,
    "content-type": "application/x-amz-json-1.0",
    ...(target !== undefined && { "x-amz-target": target }),
  };
  const signed = sign(
    { method: "POST", path: "/", query: "", headers },
    { accessKeyId: "test", secretAccessKey: "test" },
    { region: "us-east-1", service: "dynamodb", now: Date.now(), body },
  );
  const { host: _, ...rest } = headers;
  const answer = await fetch(url, { method: "POST", headers: { ...rest, ...signed }, body });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: JSON.parse(text) as unknown };
}

const operationOf = (name: string, body: string): Raw => ({ target: `DynamoDB_20120810.${name}`, body });

describe("every answer", () => {
  it.each([
    { to: "a good request", request: operationOf("ListTables", `{"Limit":1}`), status: 200 },
    { to: "a refused one", request: operationOf("DescribeTable", `{"TableName":"missing"}`), status: 400 },
    { to: "one that is no JSON", request: operationOf("ListTables", "{"), status: 400 },
    { to: "one of an unknown operation", request: operationOf("ListTable", "{}"), status: 400 },
  ])("to $to has its checksum, its type, its length and an id", async ({ request, status }) => {
    const answer = await ask(request);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("x-amz-crc32")).toBe(String(crc32(answer.text)));
    expect(answer.headers.get("content-type")).toBe("application/x-amz-json-1.0");
    expect(answer.headers.get("content-length")).toBe(String(Buffer.byteLength(answer.text)));
    expect(answer.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-zA-Z-]{36,52}$/);
  });

  it("of DynamoDB Streams has them, too", async () => {
    const { headers, status, text } = await ask({
      target: "DynamoDBStreams_20120810.ListStreams",
      body: `{"Limit":1}`,
    });
    expect(status).toBe(200);
    expect(headers.get("x-amz-crc32")).toBe(String(crc32(text)));
  });
});

describe("the type of an error", () => {
  it.each([
    {
      of: "DynamoDB's own",
      request: operationOf("DescribeTable", `{"TableName":"missing"}`),
      error: {
        __type: "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
        message: "Requested resource not found: Table: missing not found",
      },
    },
    {
      of: "a constraint",
      request: operationOf("ListTables", `{"Limit":0}`),
      error: {
        __type: "com.amazon.coral.validate#ValidationException",
        message:
          "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
      },
    },
    {
      of: "a value",
      request: operationOf("PutItem", `{"TableName":"missing","Item":{},"ReturnValues":"ALL_NEW"}`),
      error: {
        __type: "com.amazon.coral.validate#ValidationException",
        message: expect.stringContaining("ReturnValues can only be ALL_OLD or NONE") as unknown,
      },
    },
    {
      of: "what is no JSON",
      request: operationOf("ListTables", `{"Limit":`),
      error: { __type: "com.amazon.coral.service#SerializationException" },
    },
    {
      of: "an unknown operation",
      request: operationOf("ListTable", "{}"),
      error: { __type: "com.amazon.coral.service#UnknownOperationException" },
    },
    {
      of: "no operation",
      request: { body: "{}" },
      error: { __type: "com.amazon.coral.service#UnknownOperationException" },
    },
  ])("of $of says where it comes from", async ({ request, error }) => {
    const { status, json } = await ask(request);
    expect([status, json]).toEqual([400, error]);
  });
});

describe("a body of wrong types", () => {
  it.each([
    [`{"TableName":1}`, "NUMBER_VALUE cannot be converted to String"],
    [`{"TableName":1.5}`, "DECIMAL_VALUE cannot be converted to String"],
    [`{"TableName":true}`, "TRUE_VALUE cannot be converted to String"],
    [`{"TableName":[]}`, "Unrecognized collection type class java.lang.String"],
    [`{"TableName":{}}`, "Start of structure or map found where not expected"],
    [`{"ConsistentRead":"yes"}`, "Unexpected token received from parser"],
    [`{"ConsistentRead":1}`, "NUMBER_VALUE cannot be converted to Boolean"],
    [`{"AttributesToGet":"a"}`, "Unexpected field type"],
    [`{"Key":"a"}`, "Unexpected field type"],
    [
      `{"Key":[]}`,
      "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>",
    ],
    [`{"Key":{"a":"b"}}`, "Unexpected value type in payload"],
    [`{"Key":{"a":[]}}`, "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue"],
    [`{"Key":{"a":{"S":1}}}`, "NUMBER_VALUE cannot be converted to String"],
    [`{"Key":{"a":{"L":["b"]}}}`, "Unexpected value type in payload"],
    [`{"Key":{"a":{"B":"abcde"}}}`, "Base64 encoded length is expected a multiple of 4 bytes but found: 5"],
    [`{"Key":{"a":{"B":"=+/="}}}`, "Invalid last non-pad Base64 character dectected"],
    [`{"Key":{"a":{"B":"+/+="}}}`, "Invalid last non-pad Base64 character dectected"],
    [`{"Key":{"a":{"B":true}}}`, "only base-64-encoded strings are convertible to bytes"],
    [`{"Key":{"a":{"B":[]}}}`, "Unrecognized collection type class java.nio.ByteBuffer"],
  ])("%s is refused in AWS's words", async (body, Message) => {
    const { status, json } = await ask(operationOf("GetItem", body));
    expect([status, json]).toEqual([400, { __type: "com.amazon.coral.service#SerializationException", Message }]);
  });
});
