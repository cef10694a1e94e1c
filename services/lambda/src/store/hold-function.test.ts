import { expect, it } from "vitest";
import { CreateAlias } from "../operations/CreateAlias.ts";
import { CreateFunctionUrlConfig } from "../operations/CreateFunctionUrlConfig.ts";
import { DeleteFunction } from "../operations/DeleteFunction.ts";
import { PutFunctionConcurrency } from "../operations/PutFunctionConcurrency.ts";
import { PutFunctionEventInvokeConfig } from "../operations/PutFunctionEventInvokeConfig.ts";
import { keepVersions } from "../testing/keep-versions.ts";
import { useLambda } from "../testing/use-lambda.ts";

const test = useLambda();
const place = { account: "111122223333", region: "us-east-1" };

const ROUNDS = 10;

it("what is added to a function while it is deleted is not there behind it", async () => {
  const { call, store } = test();
  for (let round = 0; round < ROUNDS; round++) {
    const of = { place, name: `held-${round}` };
    const FunctionName = of.name;
    await keepVersions(store, of, 1);
    // Which of them comes first is chance; each that comes too late is refused.
    await Promise.allSettled([
      call(CreateAlias, { FunctionName, Name: "before", FunctionVersion: "1" }),
      call(DeleteFunction, { FunctionName }),
      call(CreateAlias, { FunctionName, Name: "after", FunctionVersion: "1" }),
      call(PutFunctionEventInvokeConfig, { FunctionName, MaximumRetryAttempts: 1 }),
      call(PutFunctionConcurrency, { FunctionName, ReservedConcurrentExecutions: 1 }),
      call(CreateFunctionUrlConfig, { FunctionName, AuthType: "NONE" }),
    ]);
    expect(await store.functions.read(of)).toBeUndefined();
    expect(await store.aliases.list(of, { limit: 10 })).toEqual([]);
    expect(await store.eventInvokeConfigs.list(of, { limit: 10 })).toEqual([]);
    expect(await store.urls.list(of, { limit: 10 })).toEqual([]);
    expect(await store.concurrency.read(of)).toBeUndefined();
  }
});
