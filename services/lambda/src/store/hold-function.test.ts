import { expect, it } from "vitest";
import type { FunctionAddress } from "../domain/functions/function-arn.ts";
import { deleteFunction } from "../functions/delete-function.ts";
import { CreateAlias } from "../operations/CreateAlias.ts";
import { CreateFunctionUrlConfig } from "../operations/CreateFunctionUrlConfig.ts";
import { PutFunctionConcurrency } from "../operations/PutFunctionConcurrency.ts";
import { PutFunctionEventInvokeConfig } from "../operations/PutFunctionEventInvokeConfig.ts";
import { keepVersions } from "../testing/keep-versions.ts";
import { useLambda } from "../testing/use-lambda.ts";

const test = useLambda();
const place = { account: "111122223333", region: "us-east-1" };

/** Deletes a function, while which somebody adds something to it. */
async function deleteMeanwhile(name: string, add: (FunctionName: string) => Promise<unknown>): Promise<void> {
  const { store } = test();
  await keepVersions(store, { place, name }, 1);
  let isAdded = false;
  await store.change(place, async (rows) => {
    await deleteFunction(rows, { place, name });
    if (isAdded) return;
    isAdded = true;
    await add(name);
  });
  expect(await store.functions.read({ place, name })).toBeUndefined();
}

const page = { limit: 10 };
const of = (name: string): FunctionAddress => ({ place, name });

it("what comes to a function while it is deleted goes with it", async () => {
  const { call, store } = test();
  await deleteMeanwhile("a", (FunctionName) => call(CreateAlias, { FunctionName, Name: "live", FunctionVersion: "1" }));
  expect(await store.aliases.list(of("a"), page)).toEqual([]);
  await deleteMeanwhile("b", (FunctionName) =>
    call(PutFunctionEventInvokeConfig, { FunctionName, MaximumRetryAttempts: 1 }),
  );
  expect(await store.eventInvokeConfigs.list(of("b"), page)).toEqual([]);
  await deleteMeanwhile("c", (FunctionName) =>
    call(PutFunctionConcurrency, { FunctionName, ReservedConcurrentExecutions: 1 }),
  );
  expect(await store.concurrency.read(of("c"))).toBeUndefined();
  await deleteMeanwhile("d", (FunctionName) => call(CreateFunctionUrlConfig, { FunctionName, AuthType: "NONE" }));
  expect(await store.urls.list(of("d"), page)).toEqual([]);
});
