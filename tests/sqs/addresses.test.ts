import { CreateQueueCommand, GetQueueUrlCommand, ListQueuesCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { uniqueAccount } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { bodies, byText, useSqs } from "./sqs.ts";

const sqs = useSqs();

/** Sends a form without a signature. */
const post = (path: string, form: Record<string, string>): Promise<Response> =>
  fetch(sqs.skylab().url + path, { method: "POST", body: new URLSearchParams(form) });

describe("a queue URL", () => {
  it.each([
    ["with another host", (name: string) => `https://queues.example.org/000000000000/${name}`],
    ["with a bare path", (name: string) => `/000000000000/${name}`],
    ["as the bare name", (name: string) => name],
    ["of AWS", (name: string) => `https://sqs.us-east-1.amazonaws.com/000000000000/${name}`],
    [
      "of LocalStack's strategy standard",
      (name: string) => `http://sqs.us-east-1.localhost.localstack.cloud:4566/000000000000/${name}`,
    ],
    [
      "of LocalStack's strategy domain",
      (name: string) => `http://us-east-1.queue.localhost.localstack.cloud:4566/000000000000/${name}`,
    ],
    ["of LocalStack's strategy path", (name: string) => `http://localhost:4566/queue/us-east-1/000000000000/${name}`],
  ])("%s names the queue", async (_form, urlOf) => {
    const queue = await sqs.createQueue();
    // The client would send to the queue's URL.
    const client = sqs.client();
    client.config.useQueueUrlAsEndpoint = false;
    await client.send(new SendMessageCommand({ QueueUrl: urlOf(queue.name), MessageBody: "message" }));
    expect(bodies(await queue.receive())).toEqual(["message"]);
  });

  it("begins with the host that the client used", async () => {
    const queue = await sqs.createQueue();
    const { port } = new URL(sqs.skylab().url);
    const client = sqs.client();
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: queue.name }));
    expect(QueueUrl).toBe(`http://127.0.0.1:${port}/000000000000/${queue.name}`);
  });

  it("that is none is refused", async () => {
    const client = sqs.client();
    client.config.useQueueUrlAsEndpoint = false;
    const sending = client.send(new SendMessageCommand({ QueueUrl: "http://localhost/nonsense", MessageBody: "x" }));
    await expect(sending).rejects.toMatchObject({
      name: "InvalidAddress",
      message: `The address ${sqs.skylab().url}/ is not valid for this endpoint.`,
    });
  });

  it("can be the address of a Query request", async () => {
    const queue = await sqs.createQueue();
    const path = new URL(queue.url).pathname;
    expect((await post(path, { Action: "SendMessage", MessageBody: "posted" })).status).toBe(200);
    expect((await fetch(`${queue.url}?Action=SendMessage&MessageBody=in+the+URL`)).status).toBe(200);
    await post(`/queue/us-east-1${path}`, { Action: "SendMessage", MessageBody: "by region" });
    expect(bodies(await queue.receive()).toSorted(byText)).toEqual(["by region", "in the URL", "posted"]);
  });

  it("cannot be the address of what is about no queue", async () => {
    const queue = await sqs.createQueue();
    const answer = await post(new URL(queue.url).pathname, { Action: "ListQueues" });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(
      "<Code>InvalidAction</Code><Message>The action ListQueues is not valid for this endpoint.</Message>",
    );
  });
});

describe("accounts and regions", () => {
  it("have queues of their own", async () => {
    const account = uniqueAccount();
    const here = sqs.client({ account });
    const elsewhere = sqs.client({ account, region: "eu-central-1" });
    const other = sqs.client({ account: uniqueAccount() });
    const made = await here.send(new CreateQueueCommand({ QueueName: "orders" }));
    for (const client of [elsewhere, other]) {
      expect(await client.send(new ListQueuesCommand())).not.toHaveProperty("QueueUrls");
      await expect(client.send(new GetQueueUrlCommand({ QueueName: "orders" }))).rejects.toMatchObject({
        name: "QueueDoesNotExist",
      });
    }
    await elsewhere.send(new CreateQueueCommand({ QueueName: "orders" }));
    await here.send(new SendMessageCommand({ QueueUrl: made.QueueUrl, MessageBody: "here" }));
    const counts = await sqs.skylab().fetch(`/_aws/sqs/messages/eu-central-1/${account}/orders`);
    expect(await counts.text()).not.toContain("here");
  });

  it("are reset one by one", async () => {
    const [one, two] = [uniqueAccount(), uniqueAccount()];
    for (const account of [one, two]) {
      await sqs.client({ account }).send(new CreateQueueCommand({ QueueName: "orders" }));
    }
    await sqs.skylab().fetch(`/_skylab/reset?service=sqs&account=${one}`, { method: "POST" });
    expect(await sqs.client({ account: one }).send(new ListQueuesCommand())).not.toHaveProperty("QueueUrls");
    expect((await sqs.client({ account: two }).send(new ListQueuesCommand())).QueueUrls).toHaveLength(1);
    await sqs.client({ account: one }).send(new CreateQueueCommand({ QueueName: "orders" }));
  });
});
