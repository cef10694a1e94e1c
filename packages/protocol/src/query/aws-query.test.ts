import { AwsError } from "@skylab/aws";
import { describe, expect, it } from "vitest";
import { createCodec } from "../codec.ts";
import { asBytes } from "../handler-values.ts";
import { loadModel, type ModelName } from "../models.ts";
import type { RequestHead, Values } from "../wire.ts";

const CONTEXT = { requestId: "7a1b" };
const HEAD: RequestHead = {
  method: "POST",
  path: "/",
  query: "",
  headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
};

function decode(name: ModelName, form: string, head = HEAD): Values {
  const codec = createCodec(loadModel(name));
  const body = Buffer.from(form);
  return codec.decode(codec.route(head, body), head, body);
}

describe("a Query request", () => {
  it("has its lists and maps as SQS's clients of old wrote them", () => {
    const form =
      "Action=SendMessage&Version=2012-11-05&QueueUrl=http%3A%2F%2Fhost%2F1%2Fq&MessageBody=a+b%0A&DelaySeconds=5" +
      "&MessageAttribute.2.Name=n&MessageAttribute.2.Value.DataType=Number&MessageAttribute.2.Value.StringValue=1" +
      "&MessageAttribute.1.Name=b&MessageAttribute.1.Value.DataType=Binary&MessageAttribute.1.Value.BinaryValue=AAE%3D";
    expect(decode("sqs", form)).toEqual({
      QueueUrl: "http://host/1/q",
      MessageBody: "a b\n",
      DelaySeconds: 5,
      MessageAttributes: {
        b: { DataType: "Binary", BinaryValue: Buffer.from([0, 1]) },
        n: { DataType: "Number", StringValue: "1" },
      },
    });
  });

  it("may number a list with or without `member`, with gaps, beyond nine, and send it empty", () => {
    const tags = Array.from({ length: 11 }, (_, index) => `&TagKeys.member.${index + 1}=k${index + 1}`).join("");
    const { TagKeys } = decode("iam", `Action=UntagRole&RoleName=r${tags}`);
    expect(TagKeys).toHaveLength(11);
    expect(TagKeys).toMatchObject({ 0: "k1", 1: "k2", 10: "k11" });
    expect(decode("iam", "Action=UntagRole&TagKeys.3=a&TagKeys.7=b")).toEqual({ TagKeys: ["a", "b"] });
    expect(decode("iam", "Action=UntagRole&TagKeys=")).toEqual({ TagKeys: [] });
  });

  it("may stand in the URL, and the body wins", () => {
    const head: RequestHead = { ...HEAD, method: "GET", query: "Action=GetQueueUrl&QueueName=q%2Bx", headers: {} };
    expect(decode("sqs", "", head)).toEqual({ QueueName: "q+x" });
    expect(decode("sqs", "QueueName=z", { ...HEAD, query: "Action=GetQueueUrl&QueueName=q" })).toEqual({
      QueueName: "z",
    });
  });

  it("keeps __proto__ a key", () => {
    const form = "Action=TagQueue&Tag.1.Key=__proto__&Tag.1.Value=x&__proto__.QueueUrl=y&constructor=z";
    const { Tags, ...others } = decode("sqs", form);
    expect(Object.entries(Tags ?? {})).toEqual([["__proto__", "x"]]);
    expect(others).toEqual({});
  });

  it.each([
    ["DelaySeconds=abc", 'For input string: "abc"'],
    ["DelaySeconds=1.5", 'For input string: "1.5"'],
    ["MessageAttribute.1.Name=b&MessageAttribute.1.Value.BinaryValue=%25", "blob must be base64 encoded"],
  ])("with %s is malformed", (parameters, message) => {
    const malformed = new AwsError("MalformedInput", message);
    expect(() => decode("sqs", `Action=SendMessage&${parameters}`)).toThrow(malformed);
  });

  it("with a boolean or a time that is none is refused as AWS words it", () => {
    expect(() => decode("iam", "Action=ListPolicies&OnlyAttached=yes")).toThrow(
      "boolean must follow xsd1.1 definition",
    );
    const metrics = "Action=GetMetricStatistics&StartTime=yesterday";
    expect(() => decode("cloudwatch", metrics)).toThrow("timestamp must follow ISO8601");
    expect(decode("cloudwatch", "Action=GetMetricStatistics&StartTime=2026-11-26T00:00:00Z")).toEqual({
      StartTime: new Date("2026-11-26T00:00:00Z"),
    });
  });

  it("may name its parameters as deep as it likes", () => {
    expect(decode("sqs", `Action=ListQueues&${"a.".repeat(100_000)}b=1`)).toEqual({});
  });

  it.each<[ModelName, string, string]>([
    ["sqs", "Action=FooBar", "The action FooBar is not valid for this endpoint."],
    ["iam", "Action=A&Version=2010-05-08", "Could not find operation A for version 2010-05-08"],
    ["sts", "Action=constructor", "Could not find operation constructor for version 2011-06-15"],
  ])("of %s with %s is no operation", (name, form, message) => {
    const route = (): unknown => createCodec(loadModel(name)).route(HEAD, Buffer.from(form));
    expect(route).toThrow(new AwsError("InvalidAction", message));
  });

  it("needs an action", () => {
    const codec = createCodec(loadModel("iam"));
    expect(() => codec.route(HEAD, Buffer.from("Version=2010-05-08"))).toThrow(
      new AwsError("MissingAction", "Missing Action"),
    );
  });
});

describe("a Query answer", () => {
  it("wraps the result and the request's id", () => {
    const codec = createCodec(loadModel("sqs"));
    const route = codec.route(HEAD, Buffer.from("Action=ListQueues"));
    const { status, headers, body } = codec.encode(route, { QueueUrls: ["http://a/1/b&c", "d"] }, CONTEXT);
    expect({ status, headers }).toEqual({
      status: 200,
      headers: { "content-type": "text/xml", "x-amzn-RequestId": "7a1b" },
    });
    expect(asBytes(body).toString()).toBe(
      '<ListQueuesResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><ListQueuesResult>' +
        "<QueueUrl>http://a/1/b&amp;c</QueueUrl><QueueUrl>d</QueueUrl></ListQueuesResult>" +
        "<ResponseMetadata><RequestId>7a1b</RequestId></ResponseMetadata></ListQueuesResponse>",
    );
  });

  it("has no result where the operation has none", () => {
    const codec = createCodec(loadModel("sqs"));
    const route = codec.route(HEAD, Buffer.from("Action=DeleteMessage"));
    expect(asBytes(codec.encode(route, {}, CONTEXT).body).toString()).not.toContain("DeleteMessageResult");
  });

  it("tells an error by the code of the Query API", () => {
    const codec = createCodec(loadModel("sqs"));
    const { status, body } = codec.encodeError("awsQuery", new AwsError("QueueDoesNotExist", "No <queue>."), CONTEXT);
    expect(status).toBe(400);
    expect(asBytes(body).toString()).toBe(
      '<ErrorResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><Error><Type>Sender</Type>' +
        "<Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>No &lt;queue&gt;.</Message><Detail/></Error>" +
        "<RequestId>7a1b</RequestId></ErrorResponse>",
    );
    const words = new AwsError("InvalidAttributeName", "In JSON.", { queryMessage: "In Query." });
    const worded = codec.encodeError("awsQuery", words, CONTEXT);
    expect(asBytes(worded.body).toString()).toContain("<Message>In Query.</Message>");
    const ours = codec.encodeError("awsQuery", new AwsError("InternalFailure", "Oh.", { status: 500 }), CONTEXT);
    expect(asBytes(ours.body).toString()).toContain("<Type>Receiver</Type><Code>InternalFailure</Code>");
  });
});

describe("an answer in JSON, as Query services give who accepts it", () => {
  const context = { ...CONTEXT, inJson: true } as const;
  const answerTo = (name: ModelName, action: string, output: Values): unknown => {
    const codec = createCodec(loadModel(name));
    const route = codec.route(HEAD, Buffer.from(`Action=${action}`));
    const { body, headers } = codec.encode(route, output, context);
    expect(headers["content-type"]).toBe("application/json");
    return body;
  };

  it("has every member, in the order of the alphabet", () => {
    expect(answerTo("sqs", "SendMessage", { MessageId: "m", MD5OfMessageBody: "d" })).toBe(
      '{"SendMessageResponse":{"ResponseMetadata":{"RequestId":"7a1b"},"SendMessageResult":{"MD5OfMessageAttributes":null,"MD5OfMessageBody":"d","MD5OfMessageSystemAttributes":null,"MessageId":"m","SequenceNumber":null}}}',
    );
  });

  it("calls the messages of a queue as SQS does there", () => {
    expect(answerTo("sqs", "ReceiveMessage", { Messages: [{ Body: "b" }] })).toContain(
      '"ReceiveMessageResult":{"messages":[{"Attributes":null,"Body":"b",',
    );
  });

  it("has times, bytes and maps as JSON has them, and no result where there is none", () => {
    expect(answerTo("iam", "GetUser", { User: { UserName: "ada", CreateDate: new Date(1500) } })).toContain(
      '"CreateDate":1.5',
    );
    expect(answerTo("sns", "GetTopicAttributes", { Attributes: { Owner: "1" } })).toContain(
      '{"Attributes":{"Owner":"1"}}',
    );
    expect(answerTo("sns", "DeleteTopic", {})).toBe(
      '{"DeleteTopicResponse":{"ResponseMetadata":{"RequestId":"7a1b"}}}',
    );
  });

  it("tells an error by its Query code", () => {
    const codec = createCodec(loadModel("sqs"));
    const error = new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
    const { body, status } = codec.encodeError("awsQuery", error, context);
    expect(status).toBe(400);
    expect(body).toBe(
      '{"Error":{"Code":"AWS.SimpleQueueService.NonExistentQueue","Message":"The specified queue does not exist.","Type":"Sender"},"RequestId":"7a1b"}',
    );
  });
});
