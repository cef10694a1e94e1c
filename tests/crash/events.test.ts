import { InvokeCommand, LambdaClient, PutFunctionEventInvokeConfigCommand } from "@aws-sdk/client-lambda";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { connectSkylab } from "@skylab/testkit";
import { expect, it } from "vitest";
import { countCourses, expectAllOver } from "../lambda/event-courses.ts";
import { startEvents, type ToldRecord } from "../lambda/event-load.ts";
import { type Clients, createFunction, createQueue, takeTold } from "../lambda/mapped.ts";
import { childrenOf, kill9, stillThere } from "../processes.ts";
import { useMortalSkylab } from "../use-skylab.ts";

const MINUTE_MS = 60_000;
/** As many as keep this short, unless one wants more. */
const EVENTS = Number(process.env["SKYLAB_TEST_EVENTS"] ?? 400);
/** So many of a function's events are run at a time. */
const AT_ONCE = 50;

const mortal = useMortalSkylab();
const clients: Clients = { client: (Class) => mortal.skylab().client(Class) };

it(
  "each event for a function is tried as often as it should be, and told to its destination, though all is killed again and again",
  { timeout: 20 * MINUTE_MS },
  async () => {
    const load = await startEvents(connectSkylab(mortal.skylab().url), EVENTS);
    const strikes = { kills: 0, mayBeInterrupted: 0 };
    const killSandboxes = (): void => {
      const sandboxes = childrenOf(mortal.skylab().pid);
      kill9(sandboxes);
      strikes.kills += 1;
      strikes.mayBeInterrupted += sandboxes.length;
    };
    const killSkylab = async (): Promise<void> => {
      const sandboxes = childrenOf(mortal.skylab().pid);
      await mortal.killAndRestart();
      await expect.poll(() => stillThere(sandboxes)).toEqual([]);
      strikes.kills += 1;
      strikes.mayBeInterrupted += AT_ONCE;
    };
    await load.accepted(EVENTS / 4);
    await killSkylab();
    await load.accepted(EVENTS / 2);
    killSandboxes();
    await load.accepted((EVENTS * 3) / 4);
    await killSkylab();
    await load.over(EVENTS / 2);
    killSandboxes();
    // What is left then is what failed, and is tried again.
    await load.over(EVENTS * 0.95);
    await killSkylab();
    const courses = await load.finish();
    console.log(`${courses.length} events. ${countCourses(courses)}`);
    expectAllOver(courses, strikes);
  },
);

it("an event whose function runs when Skylab ends is run again, and has not failed", async () => {
  const [begun, over, hold] = [await createQueue(clients), await createQueue(clients), await createQueue(clients)];
  // Who finds the message waits until all has ended, and nobody finds it once more.
  const code = `exports.handler = async ({ hold }) => {
    const asked = { QueueUrl: hold, VisibilityTimeout: 43200 };
    const { Messages = [] } = await call("sqs", "AmazonSQS.ReceiveMessage", asked);
    await tell("begun");
    if (Messages.length > 0) await new Promise((resolve) => setTimeout(resolve, 100_000));
    return "done";
  };`;
  const FunctionName = await createFunction(clients, { code, told: begun, timeout: 110 });
  const DestinationConfig = { OnSuccess: { Destination: over.arn }, OnFailure: { Destination: over.arn } };
  const config = { FunctionName, MaximumRetryAttempts: 0, DestinationConfig };
  await clients.client(LambdaClient).send(new PutFunctionEventInvokeConfigCommand(config));
  await clients.client(SQSClient).send(new SendMessageCommand({ QueueUrl: hold.url, MessageBody: "wait" }));
  const Payload = Buffer.from(JSON.stringify({ hold: hold.url }));
  await clients.client(LambdaClient).send(new InvokeCommand({ FunctionName, InvocationType: "Event", Payload }));
  expect(await takeTold(clients, begun, (values) => values.length > 0)).toEqual(["begun"]);
  await mortal.endAndRestart();
  // What was under way comes again when its lease has run out.
  await connectSkylab(mortal.skylab().url).clock.advance(60_000);
  const records = await takeTold<ToldRecord>(clients, over, (values) => values.length > 0);
  expect(records).toMatchObject([{ requestContext: { condition: "Success" }, responsePayload: "done" }]);
});
