import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { SNSClient } from "@aws-sdk/client-sns";
import { connectSkylab } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { startReceiver, told } from "../sns/receiver.ts";
import { createTopic } from "../sns/sns.ts";
import { soon } from "../soon.ts";
import { useMortalSkylab } from "../use-skylab.ts";

/** What a killed process had taken is free again by then, and due. */
const A_MINUTE_MS = 60_000;

// `npm start` makes a service when it is first asked, or if it may have left something.
describe("a service that nobody has asked anything since the start", () => {
  const { skylab, killAndRestart } = useMortalSkylab();

  it("runs, and answers at its own paths", async () => {
    const { fetch } = connectSkylab(skylab().url);
    expect(await (await fetch("/_skylab/health")).json()).toMatchObject({
      status: "running",
      services: { iam: "running", sns: "running" },
    });
    expect(await (await fetch("/_skylab/accounts")).json()).toHaveProperty("accounts");
    expect((await fetch("/_aws/sns/email-messages")).status).toBe(200);
    expect((await fetch("/_aws/sns/nothing")).status).toBe(404);
  });

  it("says of a WebSocket that it takes none", async () => {
    const headers = { host: "logs.localhost", connection: "Upgrade", upgrade: "websocket" };
    const asked = request(skylab().url, { headers, agent: false }).end();
    const [answer] = (await once(asked, "response")) as [IncomingMessage]; // as: what node:http answers with.
    expect([answer.statusCode, await text(answer)]).toEqual([400, "logs takes no WebSockets.\n"]);
  });

  it("delivers what the process that was killed had still to deliver", async () => {
    let isUp = false;
    const receiver = await startReceiver((index) => (index === 0 || isUp ? 200 : 503));
    const topic = await createTopic(skylab().client(SNSClient));
    await topic.subscribe("http", receiver.url);
    const [asked] = await soon(() => {
      expect(receiver.posted).toHaveLength(1);
      return receiver.posted;
    });
    await fetch((asked && told(asked)["SubscribeURL"]) ?? "");
    await topic.publish("left");
    await soon(() => expect(receiver.posted).toHaveLength(2));
    await killAndRestart();
    const before = receiver.posted.length;
    isUp = true;
    await connectSkylab(skylab().url).clock.advance(A_MINUTE_MS);
    await soon(() => expect(receiver.posted.length).toBeGreaterThan(before));
    expect(new Set(receiver.posted.slice(1).map((posted) => told(posted)["Message"]))).toEqual(new Set(["left"]));
  });
});
