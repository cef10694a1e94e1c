import { leasesOf } from "@skylab/records";
import { expect, it } from "vitest";
import { CreateEventSourceMapping } from "../operations/CreateEventSourceMapping.ts";
import { until, useSources } from "../testing/use-sources.ts";

const sources = useSources({ runs: false });

const account = "400000000000";
const QUEUES = Array.from({ length: 12 }, (_, index) => `q${index}`);

const allOf = (body: string): readonly string[] => QUEUES.map((name) => `${name} ${body}`);

it("replicas run all mappings between them, and what one leaves another goes on with", async () => {
  const { ask, call, makeFunction, store, supervise } = sources();
  const seen: string[] = [];
  await makeFunction(account, "work", (event) => {
    const { Records } = event as { readonly Records: readonly { readonly body: string }[] }; // as: what a test's function gets.
    seen.push(...Records.map(({ body }) => body));
  });
  for (const QueueName of QUEUES) {
    await ask(account, "CreateQueue", { QueueName });
    const EventSourceArn = `arn:aws:sqs:us-east-1:${account}:${QueueName}`;
    await call(CreateEventSourceMapping, { FunctionName: "work", EventSourceArn }, { account });
  }
  const sendToAll = async (body: string): Promise<void> => {
    for (const name of QUEUES) {
      const QueueUrl = `http://localhost/${account}/${name}`;
      await ask(account, "SendMessage", { QueueUrl, MessageBody: `${name} ${body}` });
    }
  };
  const haveAll = (body: string): Promise<true> =>
    until(() => allOf(body).every((each) => seen.includes(each)) || undefined);

  const replicas = [
    supervise({ becomeSole: leasesOf(store.records) }),
    supervise({ becomeSole: leasesOf(store.records) }),
  ];
  await sendToAll("first");
  await haveAll("first");
  await replicas[0]?.stop();
  await sendToAll("second");
  await haveAll("second");
  expect(seen.toSorted((one, other) => one.localeCompare(other))).toEqual(
    [...allOf("first"), ...allOf("second")].toSorted((one, other) => one.localeCompare(other)),
  );
  await replicas[1]?.stop();
});
