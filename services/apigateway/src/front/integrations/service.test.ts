import { uniqueAccount } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { useCallees } from "../../testing/use-callees.ts";
import { type IntegrationAnswer, type IntegrationAs, IntegrationFault, type ServiceRequest } from "./integration.ts";

const test = useCallees();

/** A request of an API whose caller, the root of an account of its own, may do everything there. */
function requestTo(service: string, more: Partial<ServiceRequest> = {}): ServiceRequest & { readonly account: string } {
  const account = more.as?.place.account ?? uniqueAccount();
  const place = { account, region: "us-east-1" };
  const sourceArn = `arn:aws:execute-api:us-east-1:${account}:a1b2c3d4e5/prod/POST/`;
  const caller = { account, arn: `arn:aws:iam::${account}:root`, id: account, accessKeyId: undefined };
  return {
    account,
    as: { place, sourceArn, caller },
    service,
    region: "us-east-1",
    target: { path: "" },
    method: "POST",
    query: new Map(),
    headers: new Map([["accept", ["application/json"]]]),
    body: Buffer.alloc(0),
    timeoutMs: 60_000,
    ...more,
  };
}

const placeOf = ({ as }: { readonly as: IntegrationAs }) => as.place;
const FORM = new Map([
  ["content-type", ["application/x-www-form-urlencoded"]],
  ["accept", ["application/json"]],
]);
const JSON_1_0 = new Map([["content-type", ["application/x-amz-json-1.0"]]]);

const jsonOf = ({ body }: IntegrationAnswer): unknown => JSON.parse(body.toString());
const headerOf = ({ headers }: IntegrationAnswer, name: string): string | undefined =>
  headers.find(([each]) => each.toLowerCase() === name)?.[1];

/** A queue of an account of its own, and a request to it. */
const newQueue = async (): Promise<ServiceRequest & { readonly account: string }> => {
  const request = requestTo("sqs");
  await test().ask(placeOf(request), "sqs:CreateQueue", { QueueName: "orders" });
  return request;
};
/** What is in it. */
const received = async ({ account, as }: { account: string; as: IntegrationAs }): Promise<unknown> => {
  const QueueUrl = `http://localhost:4566/${account}/orders`;
  const { Messages } = await test().ask(as.place, "sqs:ReceiveMessage", { QueueUrl });
  return Messages;
};

describe("a queue behind an API", () => {
  it("takes a form at its path, and answers in JSON, as AWS gives API Gateway", async () => {
    const queue = await newQueue();
    const answer = await test().integrations.service({
      ...queue,
      target: { path: `${queue.account}/orders` },
      headers: FORM,
      // Many templates leave it unescaped.
      body: Buffer.from('Action=SendMessage&MessageBody={"a": "b c"}'),
    });
    expect(answer.status).toBe(200);
    expect(headerOf(answer, "content-type")).toBe("application/json");
    expect(jsonOf(answer)).toEqual({
      SendMessageResponse: {
        ResponseMetadata: { RequestId: expect.any(String) },
        SendMessageResult: {
          MD5OfMessageAttributes: null,
          MD5OfMessageBody: expect.stringMatching(/^[0-9a-f]{32}$/),
          MD5OfMessageSystemAttributes: null,
          MessageId: expect.any(String),
          SequenceNumber: null,
        },
      },
    });
    expect(await received(queue)).toMatchObject([{ Body: '{"a": "b c"}' }]);
  });

  it("answers in XML where the API asks for nothing else", async () => {
    const queue = await newQueue();
    const answer = await test().integrations.service({
      ...queue,
      target: { path: `/${queue.account}/orders` },
      headers: new Map([["content-type", ["application/x-www-form-urlencoded"]]]),
      body: Buffer.from("Action=SendMessage&Version=2012-11-05&MessageBody=x"),
    });
    expect(headerOf(answer, "content-type")).toBe("text/xml");
    expect(answer.body.toString()).toMatch(/^<SendMessageResponse .*<MessageId>/);
  });

  it("is asked by an action with parameters, in the URI or the query, or by JSON", async () => {
    const queue = await newQueue();
    const url = `https://sqs.us-east-1.amazonaws.com/${queue.account}/orders`;
    const query = new Map([
      ["QueueUrl", [url]],
      ["MessageBody", ["first"]],
    ]);
    await test().integrations.service({ ...queue, target: { action: "SendMessage" }, query });
    expect(await received(queue)).toMatchObject([{ Body: "first" }]);
    const parameters = `QueueUrl=${encodeURIComponent(url)}&MessageBody=second`;
    await test().integrations.service({ ...queue, target: { action: `SendMessage&${parameters}` } });
    expect(await received(queue)).toMatchObject([{ Body: "second" }]);
    const body = Buffer.from(JSON.stringify({ QueueUrl: url, MessageBody: "third" }));
    const inJson = await test().integrations.service({
      ...queue,
      target: { action: "SendMessage" },
      headers: JSON_1_0,
      body,
    });
    expect(jsonOf(inJson)).toHaveProperty("MessageId");
    expect(await received(queue)).toMatchObject([{ Body: "third" }]);
  });

  it("that is not there, or that the role may not use, is an error of SQS", async () => {
    const queue = await newQueue();
    const body = Buffer.from("Action=SendMessage&MessageBody=x");
    const send = { ...queue, headers: FORM, body };
    const none = await test().integrations.service({ ...send, target: { path: `${queue.account}/none` } });
    expect(none.status).toBe(400);
    expect(jsonOf(none)).toMatchObject({ Error: { Code: "AWS.SimpleQueueService.NonExistentQueue", Type: "Sender" } });
    const target = { path: `${queue.account}/orders` };
    const denied = await test().integrations.service({ ...send, target, as: { ...queue.as, caller: undefined } });
    expect(denied.status).toBe(403);
    expect(jsonOf(denied)).toMatchObject({ Error: { Code: "AccessDenied" } });
  });
});

describe("a table behind an API", () => {
  it("is asked by an action with a JSON body, whatever type the API says it is of", async () => {
    const request = requestTo("dynamodb");
    await test().ask(placeOf(request), "dynamodb:CreateTable", {
      TableName: "pets",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    });
    const ask = (action: string, body: object): Promise<IntegrationAnswer> =>
      test().integrations.service({
        ...request,
        target: { action },
        headers: new Map([["content-type", ["application/json"]]]),
        body: Buffer.from(JSON.stringify(body)),
      });
    const put = await ask("PutItem", { TableName: "pets", Item: { id: { S: "1" }, name: { S: "Rex" } } });
    expect({ status: put.status, body: put.body.toString() }).toEqual({ status: 200, body: "{}" });
    const got = await ask("GetItem", { TableName: "pets", Key: { id: { S: "1" } } });
    expect(jsonOf(got)).toEqual({ Item: { id: { S: "1" }, name: { S: "Rex" } } });
    const none = await ask("GetItem", { TableName: "none", Key: { id: { S: "1" } } });
    expect(none.status).toBe(400);
    expect(jsonOf(none)).toMatchObject({ __type: expect.stringContaining("#ResourceNotFoundException") });
  });

  it("refuses what it cannot read in its own words", async () => {
    const request = requestTo("dynamodb", { target: { action: "PutItem" }, body: Buffer.from("{") });
    const answer = await test().integrations.service(request);
    expect(answer.status).toBe(400);
    expect(jsonOf(answer)).toMatchObject({ __type: expect.stringContaining("#SerializationException") });
  });
});

describe("a bucket behind an API", () => {
  it("keeps and gives back bytes at paths of keys, and says what is missing", async () => {
    const request = requestTo("s3");
    const bucket = `pets-${request.account}`;
    await test().ask(placeOf(request), "s3:CreateBucket", { Bucket: bucket });
    const bytes = Buffer.from([0, 255, 1, 254]);
    const path = `${bucket}/a%20b/cat.png`;
    const headers = new Map([["content-type", ["image/png"]]]);
    const put = await test().integrations.service({
      ...request,
      method: "PUT",
      target: { path },
      headers,
      body: bytes,
    });
    expect(put.status).toBe(200);
    expect(headerOf(put, "etag")).toMatch(/^"[0-9a-f]{32}"$/);
    const got = await test().integrations.service({ ...request, method: "GET", target: { path } });
    expect(got).toMatchObject({ status: 200, body: bytes });
    expect(headerOf(got, "content-type")).toBe("image/png");
    const at = { subdomain: bucket, target: { path: "a%20b/cat.png" } };
    expect(await test().integrations.service({ ...request, ...at, method: "GET" })).toMatchObject({ body: bytes });
    const byAction = { action: `GetObject&Bucket=${bucket}&Key=${encodeURIComponent("a b/cat.png")}` };
    const asked = await test().integrations.service({ ...request, method: "GET", target: byAction });
    expect(asked).toMatchObject({ status: 200, body: bytes });
    const none = await test().integrations.service({ ...request, method: "GET", target: { path: `${bucket}/no` } });
    expect(none.status).toBe(404);
    expect(none.body.toString()).toContain("<Code>NoSuchKey</Code>");
  });
});

it("a function by its path is answered as Lambda answers", async () => {
  const request = requestTo("lambda");
  const path = `2015-03-31/functions/arn:aws:lambda:us-east-1:${request.account}:function:none/invocations`;
  const answer = await test().integrations.service({ ...request, target: { path }, body: Buffer.from("{}") });
  expect(answer.status).toBe(404);
  expect(headerOf(answer, "x-amzn-errortype")).toBe("ResourceNotFoundException");
});

it.each(["states", "kinesis", "events", "sns"])(
  "%s that is not served answers so in its own protocol",
  async (service) => {
    const answer = await test().integrations.service(
      requestTo(service, { target: { action: "ListTagsForResource" }, headers: FORM, body: Buffer.from("{}") }),
    );
    expect(answer.status).toBe(501);
    expect(answer.body.toString()).toContain(`${service} is not served here.`);
  },
);

it("a service that Skylab knows nothing of answers so, too", async () => {
  const answer = await test().integrations.service(requestTo("firehose", { target: { action: "PutRecord" } }));
  expect(answer.status).toBe(501);
  expect(jsonOf(answer)).toEqual({ __type: "NotImplemented", message: "Skylab has no firehose." });
});

it("an action that there is none of is refused in the words of the protocol", async () => {
  const answers = ["sqs", "dynamodb", "s3"].map((service) =>
    test().integrations.service(requestTo(service, { target: { action: "constructor" } })),
  );
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([400, 400, 404]);
});

it("a role that API Gateway may not assume is a fault of the integration", async () => {
  const request = requestTo("sqs", { target: { action: "ListQueues" } });
  const roleArn = `arn:aws:iam::${request.account}:role/none`;
  const asked = test().integrations.service({ ...request, as: { ...request.as, roleArn } });
  await expect(asked).rejects.toThrow(IntegrationFault);
  await expect(asked).rejects.toMatchObject({ kind: "forbidden" });
});

it("an answer that is larger than APIs give is none", async () => {
  const request = requestTo("s3");
  const bucket = `large-${request.account}`;
  await test().ask(placeOf(request), "s3:CreateBucket", { Bucket: bucket });
  const Body = Buffer.alloc(10 * 1024 * 1024 + 1);
  await test().ask(placeOf(request), "s3:PutObject", { Bucket: bucket, Key: "large", Body });
  const asked = test().integrations.service({ ...request, method: "GET", target: { path: `${bucket}/large` } });
  await expect(asked).rejects.toMatchObject({ kind: "too-large" });
});
