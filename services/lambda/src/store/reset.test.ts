import { expect, it } from "vitest";
import { newFunction } from "../testing/new-function.ts";
import { noOthers } from "../testing/no-others.ts";
import { useLambda } from "../testing/use-lambda.ts";

const test = useLambda();

it("a reset of an account ends the environments of its functions, and those of others stay", async () => {
  const one = await newFunction(test());
  await newFunction(test());
  const ended: string[] = [];
  test().runs({ forget: async (arn) => void ended.push(arn) });
  await test().store.reset(one.as.account);
  expect(ended).toEqual([one.arn]);
});

it("a reset of all drops the events that wait, and asks for roles anew", async () => {
  const { answers, store } = test();
  const { FunctionName: functionName, arn: functionArn, place } = await newFunction(test());
  let asked = 0;
  answers((call) => {
    if (call.service === "sts") asked += 1;
    return noOthers(call);
  });
  const role = { place, functionArn, functionName, roleArn: `arn:aws:iam::${place.account}:role/worker` };
  await store.roles(role);
  await store.roles(role);
  expect(asked).toBe(1);
  const event = { place, functionName, payload: "{}", traceId: "", acceptedAt: 0 };
  for (const requestId of [store.ids.uuid(), store.ids.uuid()]) {
    await store.events.send({ ...event, requestId });
    await store.events.setAside({ ...event, requestId });
  }
  const waiting = (): Promise<readonly number[]> =>
    Promise.all(
      Object.values(store.events.lanes).map(
        async (lane) => (await lane.receive("first", { max: 1, signal: AbortSignal.abort() })).length,
      ),
    );
  expect(await waiting()).toEqual([1, 1]);
  await store.reset(undefined);
  await store.roles(role);
  expect([asked, await waiting()]).toEqual([2, [0, 0]]);
});
