import { randomIds } from "@skylab/aws";
import { describe, expect, it } from "vitest";
import { MAX_IN_FLIGHT } from "../domain/limits.ts";
import { taskHandle } from "../domain/move-task.ts";
import type { StoredQueue } from "../store/stored-queue.ts";
import { testCall } from "../testing/call.ts";
import { PLACE } from "../testing/place.ts";
import { useStore } from "../testing/store.ts";
import { CancelMessageMoveTask } from "./CancelMessageMoveTask.ts";
import { ListMessageMoveTasks } from "./ListMessageMoveTasks.ts";
import { ReceiveMessage } from "./ReceiveMessage.ts";
import { SendMessage } from "./SendMessage.ts";
import { StartMessageMoveTask } from "./StartMessageMoveTask.ts";

const store = useStore();
const urlOf = (queue: StoredQueue): string => `http://localhost:4566/${queue.place.account}/${queue.name}`;

const MESSAGES = Array.from({ length: 1000 }, () => ({ id: randomIds.uuid(), payload: new Uint8Array(0) }));

/** Fills a queue through the engine and takes everything out of it. */
async function fill(queue: StoredQueue): Promise<void> {
  const { queues } = store().engines;
  for (let sent = 0; sent < MAX_IN_FLIGHT; sent += MESSAGES.length) {
    await queues.send(queue.engine, MESSAGES);
  }
  const how = { max: 10, waitMs: 0, visibilityMs: 3_600_000 };
  while ((await queues.receive(queue.engine, how)).length > 0);
}

describe("ReceiveMessage", () => {
  it("is refused by a standard queue with 120,000 messages in flight", async () => {
    const queue = await store().createQueue("full");
    await fill(queue);
    await store().send(queue, "one more");
    const receiving = ReceiveMessage({ QueueUrl: urlOf(queue), WaitTimeSeconds: 20 }, testCall(), store());
    await expect(receiving).rejects.toMatchObject({
      code: "OverLimit",
      message:
        "Too many messages have been received without being deleted.\nPlease delete your received messages or let them timeout before receiving more.",
    });
  });
});

describe("StartMessageMoveTask", () => {
  it("moves nothing into a queue of another account, which nobody would ask", async () => {
    const dead = await store().createQueue("dead");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 });
    await store().createQueue("source", { RedrivePolicy });
    const foreign = { place: { ...PLACE, account: "111122223333" }, name: "foreign" };
    await store().directory.create(foreign, { ...dead.record, id: "foreign" });
    const input = { SourceArn: dead.arn, DestinationArn: "arn:aws:sqs:us-east-1:111122223333:foreign" };
    await expect(StartMessageMoveTask(input, testCall(), store())).rejects.toMatchObject({
      code: "ResourceNotFoundException",
      message: "The resource that you specified for the DestinationArn parameter doesn't exist.",
    });
  });

  it("as the other operations on tasks, knows nothing of queues in another region", async () => {
    const dead = await store().createQueue("dead");
    const away = { place: { ...PLACE, region: "eu-west-1" }, name: "dead" };
    await store().directory.create(away, { ...dead.record, id: "away" });
    const SourceArn = "arn:aws:sqs:eu-west-1:000000000000:dead";
    const refused = {
      code: "ResourceNotFoundException",
      message: "The resource that you specified for the SourceArn parameter doesn't exist.",
    };
    const TaskHandle = taskHandle({ id: "task", sourceArn: SourceArn });
    await expect(StartMessageMoveTask({ SourceArn }, testCall(), store())).rejects.toMatchObject(refused);
    await expect(ListMessageMoveTasks({ SourceArn }, testCall(), store())).rejects.toMatchObject(refused);
    await expect(CancelMessageMoveTask({ TaskHandle }, testCall(), store())).rejects.toMatchObject(refused);
  });
});

describe("SendMessage", () => {
  it("keeps X-Ray's header of its request with the message", async () => {
    const queue = await store().createQueue("traced");
    const call = testCall({ headers: { "x-amzn-trace-id": "Root=1-5759e988" } });
    const sent = await SendMessage({ QueueUrl: urlOf(queue), MessageBody: "message" }, call, store());
    expect(sent.MD5OfMessageSystemAttributes).toBeUndefined();
    const { Messages } = await ReceiveMessage(
      { QueueUrl: urlOf(queue), MessageSystemAttributeNames: ["AWSTraceHeader"] },
      testCall(),
      store(),
    );
    expect(Messages?.[0]?.Attributes).toEqual({ AWSTraceHeader: "Root=1-5759e988" });
  });
});
