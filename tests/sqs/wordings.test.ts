import { describe, expect, it } from "vitest";
import { useSqs } from "./sqs.ts";

const sqs = useSqs();

type Answer = { readonly status: number; readonly headers: Headers; readonly text: string };

async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Names the service to a port that many share; the product is open, and does not look whether it is right. */
const SIGNATURE = {
  "x-amz-date": "20260101T000000Z",
  authorization:
    "AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0",
};

/** A request as the SDKs write it today. */
const json = async (operation: string, input: object): Promise<Answer> =>
  answerOf(
    await fetch(sqs.skylab().url, {
      method: "POST",
      headers: { "x-amz-target": `AmazonSQS.${operation}`, "content-type": "application/x-amz-json-1.0" },
      body: JSON.stringify(input),
    }),
  );

/** A request as the SDKs wrote it until 2023. */
const query = async (action: string, form: Record<string, string>): Promise<Answer> =>
  answerOf(
    await fetch(sqs.skylab().url, {
      method: "POST",
      headers: SIGNATURE,
      body: new URLSearchParams({ Action: action, Version: "2012-11-05", ...form }),
    }),
  );

describe("a queue that is not there", () => {
  const QueueUrl = "http://localhost:4566/000000000000/missing";

  it("is called so to JSON clients", async () => {
    const { status, headers, text } = await json("SendMessage", { QueueUrl, MessageBody: "x" });
    expect(status).toBe(400);
    expect(headers.get("x-amzn-query-error")).toBe("AWS.SimpleQueueService.NonExistentQueue;Sender");
    expect(JSON.parse(text)).toEqual({
      __type: "com.amazonaws.sqs#QueueDoesNotExist",
      message: "The specified queue does not exist.",
    });
  });

  it("is called so to Query clients", async () => {
    const { status, text } = await query("SendMessage", { QueueUrl, MessageBody: "x" });
    expect(status).toBe(400);
    expect(text).toContain("<Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>");
    expect(text).toContain("<Message>The specified queue does not exist for this wsdl version.</Message>");
  });
});

describe("a value that is refused", () => {
  it("has a code with and one without Exception", async () => {
    const queue = await sqs.createQueue();
    const message =
      "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.";
    const asJson = await json("ReceiveMessage", { QueueUrl: queue.url, MaxNumberOfMessages: 11 });
    expect(asJson.status).toBe(400);
    expect(asJson.headers.get("x-amzn-query-error")).toBe("InvalidParameterValue;Sender");
    expect(JSON.parse(asJson.text)).toEqual({
      __type: "com.amazon.coral.service#InvalidParameterValueException",
      message,
    });
    const asQuery = await query("ReceiveMessage", { QueueUrl: queue.url, MaxNumberOfMessages: "11" });
    expect(asQuery.status).toBe(400);
    expect(asQuery.text).toContain(`<Code>InvalidParameterValue</Code><Message>${message}</Message>`);
  });
});

describe("a parameter that is missing", () => {
  it.each([
    ["CreateQueue", "QueueName"],
    ["GetQueueUrl", "QueueName"],
    ["SendMessage", "QueueUrl"],
    ["ReceiveMessage", "QueueUrl"],
    ["StartMessageMoveTask", "SourceArn"],
  ])("of %s is named: %s", async (operation, parameter) => {
    const message = `The request must contain the parameter ${parameter}.`;
    const asJson = await json(operation, operation === "SendMessage" ? { MessageBody: "x" } : {});
    expect(asJson.headers.get("x-amzn-query-error")).toBe("MissingParameter;Sender");
    expect(JSON.parse(asJson.text)).toEqual({
      __type: "com.amazon.coral.service#MissingRequiredParameterException",
      message,
    });
    const asQuery = await query(operation, operation === "SendMessage" ? { MessageBody: "x" } : {});
    expect(asQuery.status).toBe(400);
    expect(asQuery.text).toContain(`<Code>MissingParameter</Code><Message>${message}</Message>`);
  });

  it("is named for a message without a body, and for a batch without entries", async () => {
    const queue = await sqs.createQueue();
    const body = await json("SendMessage", { QueueUrl: queue.url });
    expect(JSON.parse(body.text)).toMatchObject({ message: "The request must contain the parameter MessageBody." });
    const batch = await query("DeleteMessageBatch", { QueueUrl: queue.url });
    expect(batch.text).toContain("<Code>AWS.SimpleQueueService.EmptyBatchRequest</Code>");
    expect(batch.text).toContain("There should be at least one DeleteMessageBatchRequestEntry in the request.");
  });
});

describe("what Query clients read", () => {
  it("is XML in the namespace of 2012", async () => {
    const queue = await sqs.createQueue();
    const sent = await query("SendMessage", {
      QueueUrl: queue.url,
      MessageBody: "message",
      "MessageAttribute.1.Name": "k",
      "MessageAttribute.1.Value.DataType": "String",
      "MessageAttribute.1.Value.StringValue": "x",
    });
    expect(sent.text).toMatch(
      /^(<\?xml[^>]*\?>\n?)?<SendMessageResponse xmlns="http:\/\/queue\.amazonaws\.com\/doc\/2012-11-05\/"><SendMessageResult>/,
    );
    expect(sent.text).toContain("<MD5OfMessageBody>78e731027d8fd50ed642340b7c9a63b3</MD5OfMessageBody>");
    expect(sent.text).toContain("<MD5OfMessageAttributes>a45daa70926828a2f0a1db3418e6feb4</MD5OfMessageAttributes>");

    const received = await query("ReceiveMessage", {
      QueueUrl: queue.url,
      "AttributeName.1": "All",
      "MessageAttributeName.1": "All",
    });
    expect(received.text).toContain("<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>");
    expect(received.text).toContain(
      "<MessageAttribute><Name>k</Name><Value><StringValue>x</StringValue><DataType>String</DataType></Value></MessageAttribute>",
    );
  });

  it("is empty for an empty queue", async () => {
    const queue = await sqs.createQueue();
    const received = await query("ReceiveMessage", { QueueUrl: queue.url });
    expect(received.text).toMatch(/<ReceiveMessageResult\s*(\/>|><\/ReceiveMessageResult>)/);
  });

  it("lists attributes, tags, and batches one by one", async () => {
    const name = "query-lists";
    const created = await query("CreateQueue", {
      QueueName: name,
      "Attribute.1.Name": "DelaySeconds",
      "Attribute.1.Value": "1",
      "Tag.1.Key": "team",
      "Tag.1.Value": "a",
    });
    const url = /<QueueUrl>(.*)<\/QueueUrl>/.exec(created.text)?.[1] ?? "";
    expect(url).toBe(`${sqs.skylab().url}/000000000000/${name}`);
    const attributes = await query("GetQueueAttributes", { QueueUrl: url, "AttributeName.1": "DelaySeconds" });
    expect(attributes.text).toContain("<Attribute><Name>DelaySeconds</Name><Value>1</Value></Attribute>");
    const tags = await query("ListQueueTags", { QueueUrl: url });
    expect(tags.text).toContain("<Tag><Key>team</Key><Value>a</Value></Tag>");
    const batch = await query("SendMessageBatch", {
      QueueUrl: url,
      "SendMessageBatchRequestEntry.1.Id": "a",
      "SendMessageBatchRequestEntry.1.MessageBody": "x",
      "SendMessageBatchRequestEntry.2.Id": "b",
      "SendMessageBatchRequestEntry.2.MessageBody": "y",
    });
    expect(batch.text.match(/<SendMessageBatchResultEntry>/g)).toHaveLength(2);
  });
});
