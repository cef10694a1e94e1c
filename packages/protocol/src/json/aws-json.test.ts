import { AwsError } from "@skylab/aws";
import { describe, expect, it } from "vitest";
import { createCodec } from "../codec.ts";
import { asBytes } from "../handler-values.ts";
import { loadModel, type ModelName } from "../models.ts";
import type { RequestHead, Values } from "../wire.ts";

const CONTEXT = { requestId: "7a1b" };

function headOf(name: ModelName, operation: string): RequestHead {
  const { targetPrefix } = loadModel(name);
  return { method: "POST", path: "/", query: "", headers: { "x-amz-target": `${targetPrefix}.${operation}` } };
}

function decode(name: ModelName, operation: string, body: string | Buffer): Values {
  const codec = createCodec(loadModel(name));
  const head = headOf(name, operation);
  const bytes = Buffer.from(body);
  return codec.decode(codec.route(head, bytes), head, bytes);
}

function refusalOf(name: ModelName, operation: string, body: string | Buffer): string {
  try {
    decode(name, operation, body);
  } catch (error) {
    if (error instanceof AwsError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "accepted";
}

function answerTo(name: ModelName, error: AwsError): { status: number; headers: unknown; body: unknown } {
  const codec = createCodec(loadModel(name));
  const { status, headers, body } = codec.encodeError(loadModel(name).protocols[0] ?? "awsJson1_0", error, CONTEXT);
  return { status, headers, body: JSON.parse(asBytes(body).toString()) };
}

describe("a JSON body", () => {
  it.each([
    [`{"DelaySeconds":"1"}`, "STRING_VALUE can not be converted to an Integer"],
    [`{"DelaySeconds":true}`, "TRUE_VALUE can not be converted to an Integer"],
    [`{"DelaySeconds":[1]}`, "Start of list found where not expected"],
    [`{"DelaySeconds":{}}`, "Start of structure or map found where not expected."],
    [`{"QueueUrl":1}`, "NUMBER_VALUE can not be converted to a String"],
    [`{"QueueUrl":false}`, "FALSE_VALUE can not be converted to a String"],
    [`{"MessageAttributes":[]}`, "Start of list found where not expected"],
    [`{"MessageAttributes":{"a":"x"}}`, "Expected null"],
    [`{"MessageAttributes":{"a":{"StringListValues":"x"}}}`, "Expected list or null"],
    [
      `{"MessageAttributes":{"a":{"BinaryValue":"x"}}}`,
      "Base64 encoded length is expected a multiple of 4 bytes but found: 1",
    ],
    [`[]`, "Start of list found where not expected"],
    [`null`, ""],
    [`"x"`, ""],
    [``, ""],
    [`{"QueueUrl":`, ""],
    [Buffer.from([0x22, 0xff, 0x22]), ""],
  ])("%s is refused in SQS's words", (body, message) => {
    expect(refusalOf("sqs", "SendMessage", body)).toBe(`SerializationException: ${message}`);
  });

  it.each([
    [`{"Limit":"1"}`, "STRING_VALUE cannot be converted to Integer"],
    [`{"Limit":[]}`, "Unrecognized collection type class java.lang.Integer"],
    [`{"TableName":1.5}`, "DECIMAL_VALUE cannot be converted to String"],
    [`{"TableName":{}}`, "Start of structure or map found where not expected"],
    [`{"ConsistentRead":"true"}`, "Unexpected token received from parser"],
    [`{"ExpressionAttributeValues":{":a":{"B":1}}}`, "only base-64-encoded strings are convertible to bytes"],
    [`{"ExpressionAttributeValues":{":a":{"B":"+/+="}}}`, "Invalid last non-pad Base64 character dectected"],
    [`{"ExpressionAttributeValues":1}`, "Unexpected field type"],
    [`{"ExpressionAttributeValues":{":a":1}}`, "Unexpected value type in payload"],
    [
      `{"ExpressionAttributeNames":[]}`,
      "Unrecognized collection type java.util.Map<java.lang.String, java.lang.String>",
    ],
    [
      `{"ExpressionAttributeValues":{":a":[]}}`,
      "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue",
    ],
  ])("%s is refused in DynamoDB's words", (body, message) => {
    expect(refusalOf("dynamodb", "Query", body)).toBe(`SerializationException: ${message}`);
  });

  it.each([
    [`{"RequestItems":{"a":1}}`, /^SerializationException: class sun\.reflect\.generics\.reflectiveObjects\./],
    [
      `{"RequestItems":[]}`,
      /: Unrecognized collection type java\.util\.Map<java\.lang\.String, java\.util\.List<com\.amazonaws\.dynamodb\.v20120810\.WriteRequest>>$/,
    ],
  ])("%s is refused in DynamoDB's words, which are Java's", (body, words) => {
    expect(refusalOf("dynamodb", "BatchWriteItem", body)).toMatch(words);
  });

  it("may have null members, null items and members that the model does not know", () => {
    const body = `{"QueueUrl":null,"MessageBody":"b","Unknown":{"a":[1]},"toString":1}`;
    expect(decode("sqs", "SendMessage", body)).toEqual({ MessageBody: "b" });
    expect(decode("sqs", "TagQueue", `{"Tags":{"a":null,"b":"c"}}`)).toEqual({ Tags: { b: "c" } });
    expect(decode("sqs", "UntagQueue", `{"TagKeys":["a",null]}`)).toEqual({ TagKeys: ["a"] });
  });

  it("keeps a key __proto__ of a map a key, and gives maps no inherited ones", () => {
    const { Tags } = decode("sqs", "TagQueue", `{"Tags":{"__proto__":"x"},"__proto__":{"QueueUrl":"y"}}`);
    expect(Object.entries(Tags ?? {})).toEqual([["__proto__", "x"]]);
    expect(Object.getPrototypeOf(Tags)).toBeNull();
    expect(decode("sqs", "TagQueue", `{"__proto__":{"QueueUrl":"y"}}`)).toEqual({});
  });

  it("that nests without end is refused, where the model follows and where it does not", () => {
    const deep = `${`{"L":[`.repeat(5000)}${"]}".repeat(5000)}`;
    expect(refusalOf("dynamodb", "PutItem", `{"Item":{"a":${deep}}}`)).toBe("SerializationException: ");
    expect(refusalOf("sqs", "SendMessage", `{"Unknown":${"[".repeat(100_000)}${"]".repeat(100_000)}}`)).toBe(
      "accepted",
    );
  });

  it("has its integers cut to 32 bits, and the model's range decides then", () => {
    expect(decode("sqs", "SendMessage", `{"DelaySeconds":1.9}`)).toEqual({ DelaySeconds: 1 });
    expect(decode("sqs", "SendMessage", `{"DelaySeconds":-1e99}`)).toEqual({ DelaySeconds: -2_147_483_648 });
  });

  it("has times in seconds, and floats that JSON cannot spell as texts", () => {
    const input = decode("cloudwatch", "PutMetricData", `{"MetricData":[{"Timestamp":1.5,"Value":"-Infinity"}]}`);
    expect(input).toEqual({ MetricData: [{ Timestamp: new Date(1500), Value: Number.NEGATIVE_INFINITY }] });
    expect(refusalOf("cloudwatch", "PutMetricData", `{"MetricData":[{"Timestamp":"2026-11-26"}]}`)).toBe(
      "SerializationException: STRING_VALUE can not be converted to milliseconds since epoch",
    );
  });
});

describe("a JSON answer", () => {
  it("leaves out what is not there, and spells what JSON cannot", () => {
    const codec = createCodec(loadModel("cloudwatch"));
    const route = codec.route(headOf("cloudwatch", "GetMetricStatistics"), undefined);
    const Datapoints = [{ Timestamp: new Date(1500), Sum: Number.NaN, Average: undefined }];
    const { body, headers, status } = codec.encode(route, { Label: undefined, Datapoints }, CONTEXT);
    expect(asBytes(body).toString()).toBe(`{"Datapoints":[{"Timestamp":1.5,"Sum":"NaN"}]}`);
    expect({ status, headers }).toEqual({
      status: 200,
      headers: { "content-type": "application/x-amz-json-1.0", "x-amzn-RequestId": "7a1b" },
    });
  });

  it("of DynamoDB has a checksum, which those of others have not", () => {
    const codec = createCodec(loadModel("dynamodb"));
    const route = codec.route(headOf("dynamodb", "ListTables"), undefined);
    const { body, headers } = codec.encode(route, { TableNames: [] }, CONTEXT);
    expect(asBytes(body).toString()).toBe(`{"TableNames":[]}`);
    expect(headers).toMatchObject({ "x-amz-crc32": "1315925753" });
    // Recorded.
    const unknown = { "x-amz-crc32": "1368724161" };
    expect(answerTo("dynamodb", new AwsError("UnknownOperationException", "")).headers).toMatchObject(unknown);
    expect(answerTo("dynamodb-streams", new AwsError("UnknownOperationException", "")).headers).toMatchObject(unknown);
    expect(answerTo("sqs", new AwsError("UnknownOperationException", "")).headers).not.toHaveProperty("x-amz-crc32");
  });

  it("of a handler that returns a wrong type is a defect, and no answer", () => {
    const codec = createCodec(loadModel("sqs"));
    const route = codec.route(headOf("sqs", "ListQueues"), undefined);
    expect(() => codec.encode(route, { QueueUrls: "x" }, CONTEXT)).toThrow("An answer has string");
  });
});

describe("a JSON error", () => {
  it("bears the namespace, the status and the former Query code of its model", () => {
    expect(answerTo("sqs", new AwsError("QueueDoesNotExist", "The specified queue does not exist."))).toEqual({
      status: 400,
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amzn-RequestId": "7a1b",
        "x-amzn-query-error": "AWS.SimpleQueueService.NonExistentQueue;Sender",
      },
      body: { __type: "com.amazonaws.sqs#QueueDoesNotExist", message: "The specified queue does not exist." },
    });
  });

  it("that the model does not know is the framework's", () => {
    const refusal = new AwsError("InvalidParameterValueException", "Bad.", { queryCode: "InvalidParameterValue" });
    expect(answerTo("sqs", refusal)).toMatchObject({
      status: 400,
      headers: { "x-amzn-query-error": "InvalidParameterValue;Sender" },
      body: { __type: "com.amazon.coral.service#InvalidParameterValueException", message: "Bad." },
    });
    expect(answerTo("dynamodb", new AwsError("ValidationException", "Bad.")).body).toEqual({
      __type: "com.amazon.coral.validate#ValidationException",
      message: "Bad.",
    });
  });

  it("has its shape's spelling of the message, its members, and the headers of the error", () => {
    const members = { Item: { id: { S: "1" } }, notModelled: 1 };
    const error = new AwsError("ConditionalCheckFailedException", "No.", { members, headers: { "x-a": "b" } });
    expect(answerTo("dynamodb", error)).toMatchObject({
      headers: { "x-a": "b" },
      body: {
        __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
        message: "No.",
        Item: { id: { S: "1" } },
      },
    });
    expect(answerTo("kinesis", new AwsError("ResourceNotFoundException", "No.")).body).toMatchObject({
      message: "No.",
    });
    expect(answerTo("secretsmanager", new AwsError("ResourceNotFoundException", "No.")).body).toMatchObject({
      Message: "No.",
    });
  });

  it.each(["AmazonSQS.NoSuchThing", "sendMessage", "DynamoDB_20120810.SendMessage", undefined])(
    "answers the target %s without a message",
    (target) => {
      const codec = createCodec(loadModel("sqs"));
      const headers = target === undefined ? {} : { "x-amz-target": target };
      const route = (): unknown => codec.route({ method: "POST", path: "/", query: "", headers }, Buffer.from("{}"));
      expect(route).toThrow(new AwsError("UnknownOperationException", ""));
      expect(answerTo("sqs", new AwsError("UnknownOperationException", "")).body).toEqual({
        __type: "com.amazon.coral.service#UnknownOperationException",
      });
    },
  );
});
