import { describe, expect, it } from "vitest";
import { useSqs } from "./sqs.ts";

const sqs = useSqs();

type Shown = {
  readonly Body: string;
  readonly Attribute: readonly { readonly Name: string; readonly Value: string }[];
};
type Document = {
  readonly ReceiveMessageResponse: {
    readonly ReceiveMessageResult: { readonly Message: Shown | readonly Shown[] } | null;
  };
};

const endpoint = (parameters: Record<string, string>): string =>
  `/_aws/sqs/messages?${new URLSearchParams(parameters).toString()}`;

async function show(parameters: Record<string, string>): Promise<readonly Shown[]> {
  const response = await sqs.skylab().fetch(endpoint(parameters), { headers: { accept: "application/json" } });
  const { ReceiveMessageResponse: answer } = (await response.json()) as Document; // as: LocalStack documents its form
  return [answer.ReceiveMessageResult?.Message ?? []].flat();
}

const attribute = (message: Shown | undefined, name: string): string | undefined =>
  message?.Attribute.find(({ Name }) => Name === name)?.Value;

describe("the endpoint of developers", () => {
  it("shows messages without receiving them", async () => {
    const queue = await sqs.createQueue();
    await queue.send("first");
    await queue.send("second");
    for (let time = 0; time < 2; time += 1) {
      const messages = await show({ QueueUrl: queue.url });
      expect(messages.map(({ Body }) => Body)).toEqual(["first", "second"]);
      expect(attribute(messages[0], "ApproximateReceiveCount")).toBe("0");
      expect(attribute(messages[0], "ApproximateFirstReceiveTimestamp")).toBe("0");
      expect(attribute(messages[0], "SenderId")).toBe("000000000000");
    }
    expect(await queue.attribute("ApproximateNumberOfMessagesNotVisible")).toBe("0");
  });

  it("shows hidden and delayed messages where it is asked to", async () => {
    const queue = await sqs.createQueue();
    await queue.send("hidden");
    await queue.receive();
    await queue.send("delayed", { DelaySeconds: 900 });
    await queue.send("visible");
    expect((await show({ QueueUrl: queue.url })).map(({ Body }) => Body)).toEqual(["visible"]);

    const hidden = await show({ QueueUrl: queue.url, ShowInvisible: "True" });
    expect(hidden.map((message) => [message.Body, attribute(message, "IsVisible")])).toEqual([
      ["hidden", "false"],
      ["visible", "true"],
    ]);
    const delayed = await show({ QueueUrl: queue.url, ShowDelayed: "1" });
    expect(new Map(delayed.map((message) => [message.Body, attribute(message, "IsDelayed")]))).toEqual(
      new Map([
        ["delayed", "true"],
        ["visible", "false"],
      ]),
    );
  });

  it("answers in XML by default, and in JSON to JSON", async () => {
    const queue = await sqs.createQueue();
    await queue.send("message", { MessageAttributes: { k: { DataType: "String", StringValue: "x" } } });
    const xml = await (await sqs.skylab().fetch(endpoint({ QueueUrl: queue.url }))).text();
    expect(xml).toContain("<ReceiveMessageResponse");
    expect(xml).toContain("<ReceiptHandle>SQS/BACKDOOR/ACCESS</ReceiptHandle>");
    expect(xml).toContain("<Body>message</Body>");
    const json = await sqs.skylab().fetch(`/_aws/sqs/messages`, {
      method: "POST",
      headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.ReceiveMessage" },
      body: JSON.stringify({ QueueUrl: queue.url }),
    });
    expect(await json.json()).toMatchObject({
      Messages: [{ Body: "message", MessageAttributes: { k: { DataType: "String", StringValue: "x" } } }],
    });
  });

  it("finds a queue by region, account, and name", async () => {
    const queue = await sqs.createQueue();
    await queue.send("message");
    const at = (region: string): Promise<Response> =>
      sqs.skylab().fetch(`/_aws/sqs/messages/${region}/000000000000/${queue.name}`, {
        headers: { accept: "application/json" },
      });
    expect(await (await at("us-east-1")).text()).toContain('"Body":"message"');
    const missing = await at("eu-central-1");
    expect(missing.status).toBe(400);
    expect(await missing.json()).toMatchObject({
      ErrorResponse: { Error: { Code: "AWS.SimpleQueueService.NonExistentQueue" } },
    });
  });

  it.each([
    [{}, 400, "AWS.SimpleQueueService.NonExistentQueue"],
    [{ QueueUrl: "http://localhost:4566/nonsense" }, 404, "InvalidAddress"],
    [{ QueueUrl: "http://localhost:4566/000000000000/missing" }, 400, "AWS.SimpleQueueService.NonExistentQueue"],
    [{ QueueUrl: "orders", Action: "SendMessage" }, 400, "InvalidRequest"],
  ])("refuses %j", async (parameters, status, Code) => {
    const response = await sqs.skylab().fetch(endpoint(parameters), { headers: { accept: "application/json" } });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ ErrorResponse: { Error: { Code } } });
    expect(await (await sqs.skylab().fetch(endpoint(parameters))).text()).toContain(`<Code>${Code}</Code>`);
  });

  it("shows nothing of an empty queue", async () => {
    const queue = await sqs.createQueue();
    expect(await show({ QueueUrl: queue.url })).toEqual([]);
  });
});
