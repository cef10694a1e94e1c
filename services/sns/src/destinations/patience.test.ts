import { otherServices } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { asTopic } from "./as-topic.ts";
import { withPatience } from "./patience.ts";

const asked = {
  service: "sqs",
  operation: "SendMessage",
  input: {},
  as: asTopic({ place: { account: "123456789012", region: "us-east-1" }, name: "orders" }, "us-east-1"),
};

const SILENCE = new Promise<never>(() => undefined);

it("a call is answered as the service answers it", async () => {
  const { call } = otherServices((_call, index) => (index === 0 ? { MessageId: "m" } : new Error("no")));
  expect(await withPatience(call)(asked)).toEqual({ MessageId: "m" });
  await expect(withPatience(call)(asked)).rejects.toThrow("no");
});

it("a service that says nothing has failed after a while", async () => {
  await expect(withPatience(() => SILENCE, 10)(asked)).rejects.toThrow("sqs did not answer SendMessage within 10 ms.");
});
