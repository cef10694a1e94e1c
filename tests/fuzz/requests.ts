import type { Random } from "./random.ts";

/** A request as bytes on a connection, however broken. */
export type RawRequest = string | Buffer;

const OPERATIONS = [
  "AddPermission", "CancelMessageMoveTask", "ChangeMessageVisibility", "ChangeMessageVisibilityBatch", "CreateQueue",
  "DeleteMessage", "DeleteMessageBatch", "DeleteQueue", "GetQueueAttributes", "GetQueueUrl",
  "ListDeadLetterSourceQueues", "ListMessageMoveTasks", "ListQueues", "ListQueueTags", "PurgeQueue", "ReceiveMessage",
  "RemovePermission", "SendMessage", "SendMessageBatch", "SetQueueAttributes", "StartMessageMoveTask", "TagQueue",
  "UntagQueue",
]; // prettier-ignore

/** Every member that an SQS input has, with a value that is right for most. */
const MEMBERS: Readonly<Record<string, unknown>> = {
  QueueUrl: "http://127.0.0.1/000000000000/fuzz",
  QueueName: "fuzz",
  QueueNamePrefix: "f",
  MessageBody: "body",
  DelaySeconds: 1,
  VisibilityTimeout: 1,
  WaitTimeSeconds: 0,
  MaxNumberOfMessages: 10,
  MaxResults: 10,
  ReceiptHandle: "AAAA",
  ReceiveRequestAttemptId: "attempt",
  MessageGroupId: "group",
  MessageDeduplicationId: "id",
  Attributes: { VisibilityTimeout: "30", DelaySeconds: "0", RedriveAllowPolicy: "" },
  AttributeNames: ["All"],
  MessageAttributeNames: ["All"],
  MessageAttributes: { name: { DataType: "String", StringValue: "value" } },
  MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: "Root=1" } },
  Entries: [{ Id: "a", MessageBody: "b", ReceiptHandle: "AAAA", VisibilityTimeout: 1, DelaySeconds: 1 }],
  Label: "label",
  AWSAccountIds: ["111122223333"],
  Actions: ["SendMessage"],
  Tags: { key: "value" },
  tags: { key: "value" },
  TagKeys: ["key"],
  TaskHandle: "AAAA",
  SourceArn: "arn:aws:sqs:us-east-1:000000000000:fuzz",
  DestinationArn: "arn:aws:sqs:us-east-1:000000000000:fuzz",
  MaxNumberOfMessagesPerSecond: 5,
  QueueOwnerAWSAccountId: "000000000000",
};

/** Right on FIFO queues only. */
const RARE = new Set(["MessageDeduplicationId", "ReceiveRequestAttemptId"]);

/** As every client sends it; the signature of a key that nobody issued is not looked at. */
const SIGNATURE = [
  "X-Amz-Date: 20261126T000000Z",
  `Authorization: AWS4-HMAC-SHA256 Credential=test/20261126/us-east-1/sqs/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`,
];

const nested = (depth: number): string => `${'{"a":['.repeat(depth)}${"]}".repeat(depth)}`;

/** JSON texts that stand where something else is due. */
const ODD_VALUES = [
  "null", "true", "-1", "0", "1e309", "1e-400", "9007199254740993", "123456789012345678901234567890", "1.5", "NaN",
  '""', '"x"', '"\\u0000"', '"\\ud800"', "[]", "{}", "[[]]", "[null]", '[{"Id":null}]', '{"__proto__":{"a":1}}',
  '{"constructor":{"prototype":{"a":1}}}', '{"toString":1}', "undefined", "'x'", "[1,", '{"a"', `"${"x".repeat(3000)}"`,
  nested(50), nested(5000), `[${"1,".repeat(500)}1]`, '{"DataType":"Number","StringValue":"1e999"}',
]; // prettier-ignore

const ODD_HEADERS = [
  "Authorization: AWS4-HMAC-SHA256",
  "Authorization: AWS4-HMAC-SHA256 Credential=/////, SignedHeaders=;;;, Signature=zz",
  "Authorization: AWS4-HMAC-SHA256 Credential=test/99999999/x/sqs/aws4_request, SignedHeaders=host, Signature=0",
  "Authorization: Bearer \u00ff\u00fe",
  "X-Amz-Date: yesterday",
  "X-Amz-Target: AmazonSQS",
  "X-Amz-Target: AmazonSQS.__proto__",
  "X-Amz-Target: .",
  "X-Amz-Content-Sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
  "X-Amz-Decoded-Content-Length: -5",
  "Content-Encoding: aws-chunked",
  "Content-Encoding: gzip",
  "Smithy-Protocol: rpc-v2-cbor",
  "Origin: http://evil.example",
  "Transfer-Encoding: chunked",
  "Transfer-Encoding: gzip, chunked",
  "Expect: 100-continue",
  "Expect: nonsense",
  "Upgrade: websocket",
  "Host: [::1",
  "Host: sqs.%00.localhost.localstack.cloud",
  `X-Long: ${"y".repeat(20_000)}`,
  "Content-Length: 5",
  "Content-Length: abc",
  "No colon here",
  ": no name",
];

const PATHS = [
  "/", "/000000000000/fuzz", "/queue/us-east-1/000000000000/fuzz", "/%", "/%ff/%c0%af", "/..%2f..", "//", "/?Action=ListQueues",
  "/?Action=SendMessage&MessageBody=%zz", "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a&X-Amz-Signature=%",
  "/service/AmazonSQS/operation/SendMessage", "/_aws/sqs/messages?QueueUrl=%", "/_skylab/clock", "/_skylab/nothing",
  `/${"a".repeat(9000)}`, "http://[bad/", "*", "no-slash",
]; // prettier-ignore

export function fuzzRequest(random: Random): RawRequest {
  const operation = random.pick(OPERATIONS);
  const text = random.chance(0.6) ? jsonBody(random) : formBody(random, operation);
  // The queue of all requests must stay.
  const body = operation === "DeleteQueue" ? text.replaceAll("fuzz", "gone") : text;
  const isForm = body.startsWith("Action=");
  const headers = [
    "Host: 127.0.0.1",
    `Content-Type: ${isForm ? "application/x-www-form-urlencoded" : "application/x-amz-json-1.0"}`,
    ...(isForm ? [] : [`X-Amz-Target: AmazonSQS.${operation}`]),
    `Content-Length: ${Buffer.byteLength(body) + (random.chance(0.05) ? 10 : 0)}`,
    "Connection: close",
    ...(random.chance(0.8) ? SIGNATURE : []),
  ];
  for (let odd = random.below(3); odd > 0; odd -= 1) {
    if (random.chance(0.3)) headers.splice(random.below(headers.length), 1, random.pick(ODD_HEADERS));
  }
  const method = random.chance(0.9) ? "POST" : random.pick(["GET", "PUT", "HEAD", "OPTIONS", "DELETE", "BREW", ""]);
  const path = random.chance(0.7) ? "/" : random.pick(PATHS);
  const version = random.chance(0.98) ? "HTTP/1.1" : random.pick(["HTTP/1.0", "HTTP/2.0", "HTTQ", ""]);
  return spoilt(Buffer.from(`${method} ${path} ${version}\r\n${headers.join("\r\n")}\r\n\r\n${body}`), random);
}

/** An input with some members missing, some odd, and sometimes cut or spoilt as a text. */
function jsonBody(random: Random): string {
  const oddity = random.pick([0, 0.05, 0.3]);
  const members = Object.entries(MEMBERS).flatMap(([name, value]) => {
    if (random.chance(RARE.has(name) ? 0.8 : 0.3)) return [];
    return [`${JSON.stringify(name)}:${random.chance(oddity) ? random.pick(ODD_VALUES) : JSON.stringify(value)}`];
  });
  const body = random.chance(0.9) ? `{${members.join(",")}}` : random.pick(ODD_VALUES);
  return random.chance(0.1) ? body.slice(0, random.below(body.length + 1)) : body;
}

const FORM_NAMES = [
  "QueueUrl", "QueueName", "Attribute.1.Name", "Attribute.1.Value", "Attribute.-1.Name", "Attribute.99999999999.Name",
  "Attribute.Name", "SendMessageBatchRequestEntry.1.Id", "SendMessageBatchRequestEntry.1.MessageBody",
  "SendMessageBatchRequestEntry.x.Id", "MessageAttribute.1.Value.BinaryValue", "MessageAttribute.1.Name", "__proto__.a",
  "constructor.prototype.x", "Tag.1.Key", "Tag..Key", ".", "MaxNumberOfMessages", "DelaySeconds", "a.b.c.d.e.f.g",
]; // prettier-ignore
const FORM_VALUES = [
  "x",
  "",
  "1",
  "-1",
  "%zz",
  "%00",
  "%ff",
  "1e9",
  "999999999999999999999",
  "+",
  "%E2%82",
  "a".repeat(500),
];

function formBody(random: Random, operation: string): string {
  const queue = random.chance(0.7) ? ["QueueUrl=http://127.0.0.1/000000000000/fuzz"] : [];
  const fields = Array.from(
    { length: random.below(12) },
    () => `${random.pick(FORM_NAMES)}=${random.pick(FORM_VALUES)}`,
  );
  const action = random.chance(0.95) ? operation : random.pick(FORM_VALUES);
  return [`Action=${action}`, ...queue, ...(random.chance(0.5) ? ["Version=2012-11-05"] : []), ...fields].join("&");
}

/** Sometimes the end is missing, or a few bytes are not what they were. */
function spoilt(request: Buffer, random: Random): Buffer {
  if (random.chance(0.05)) return request.subarray(0, random.below(request.length));
  if (!random.chance(0.1)) return request;
  for (let count = 1 + random.below(4); count > 0; count -= 1)
    request[random.below(request.length)] = random.below(256);
  return request;
}
