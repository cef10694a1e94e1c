import type { Provisioned } from "@skylab/sandbox";
import { refusal } from "@skylab/service/testing";
import { beforeEach, expect, it } from "vitest";
import { keepProvisioned } from "../jobs/keep-provisioned.ts";
import { aliasRows } from "../store/aliases.ts";
import { keepVersions } from "../testing/keep-versions.ts";
import { noOthers } from "../testing/no-others.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { CreateAlias } from "./CreateAlias.ts";
import { DeleteAlias } from "./DeleteAlias.ts";
import { DeleteFunction } from "./DeleteFunction.ts";
import { DeleteFunctionConcurrency } from "./DeleteFunctionConcurrency.ts";
import { DeleteProvisionedConcurrencyConfig } from "./DeleteProvisionedConcurrencyConfig.ts";
import { GetFunctionConcurrency } from "./GetFunctionConcurrency.ts";
import { GetProvisionedConcurrencyConfig } from "./GetProvisionedConcurrencyConfig.ts";
import { ListProvisionedConcurrencyConfigs } from "./ListProvisionedConcurrencyConfigs.ts";
import { PutFunctionConcurrency } from "./PutFunctionConcurrency.ts";
import { PutProvisionedConcurrencyConfig } from "./PutProvisionedConcurrencyConfig.ts";
import { UpdateAlias } from "./UpdateAlias.ts";

const test = useLambda();
beforeEach(() => test().answers(noOthers));

/** Each test has an account of its own: what one reserves, all others lack. */
let accounts = 0;

async function account(many = 1): Promise<{ account: string; place: { account: string; region: string } }> {
  const id = `${++accounts}`.padStart(12, "0");
  const place = { account: id, region: "us-east-1" };
  for (let at = 1; at <= many; at++) await keepVersions(test().store, { place, name: `f${at}` }, 2);
  return { account: id, place };
}

const arnIn = (id: string, rest: string): string => `arn:aws:lambda:us-east-1:${id}:function:${rest}`;

/** A host that has at once what it is asked for; what it was asked. */
function keepingHost(): Map<string, number> {
  const kept = new Map<string, number>();
  const ready = new Map<string, number>();
  test().runs({
    provision: async ({ id, version }, _credentials, count) => {
      kept.set(version, count);
      ready.set(id, count);
    },
    provisioned: async (id): Promise<Provisioned> => ({ ready: ready.get(id) ?? 0 }),
  });
  return kept;
}

it("what a function reserves is its own, and lacks all others", async () => {
  const { account: id, place } = await account(2);
  const as = { account: id };
  const { limitsOf, unreserved } = test().store.concurrency;
  expect(await limitsOf({ place, name: "f1" })).toEqual({ unreserved: 1000 });
  const put = { FunctionName: "f1", ReservedConcurrentExecutions: 400 };
  expect(await test().call(PutFunctionConcurrency, put, as)).toEqual({ ReservedConcurrentExecutions: 400 });
  expect(await test().call(GetFunctionConcurrency, { FunctionName: "f1" }, as)).toEqual({
    ReservedConcurrentExecutions: 400,
  });
  expect(await limitsOf({ place, name: "f1" })).toEqual({ reserved: 400, unreserved: 600 });
  expect(await limitsOf({ place, name: "f2" })).toEqual({ unreserved: 600 });
  expect(await unreserved(place)).toBe(600);
  await test().call(DeleteFunctionConcurrency, { FunctionName: "f1" }, as);
  expect(await test().call(GetFunctionConcurrency, { FunctionName: "f1" }, as)).toEqual({});
  expect(await limitsOf({ place, name: "f1" })).toEqual({ unreserved: 1000 });
});

it("many who reserve at the same time leave a hundred to the others", async () => {
  const many = 12;
  const { account: id, place } = await account(many);
  const asked = Array.from({ length: many }, (_, at) =>
    test().call(
      PutFunctionConcurrency,
      { FunctionName: `f${at + 1}`, ReservedConcurrentExecutions: 100 },
      { account: id },
    ),
  );
  const settled = await Promise.allSettled(asked);
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(9);
  expect(await test().store.concurrency.unreserved(place)).toBe(100);
});

it("what cannot be reserved is refused in AWS's words", async () => {
  const { account: id } = await account();
  const put = (more: object): Promise<string> =>
    refusal(
      test().call(
        PutFunctionConcurrency,
        { FunctionName: "f1", ReservedConcurrentExecutions: 1, ...more },
        { account: id },
      ),
    );
  expect(await put({ FunctionName: "doesnotexist" })).toBe(
    `ResourceNotFoundException: Function not found: ${arnIn(id, "doesnotexist")}:$LATEST`,
  );
  expect(await put({ FunctionName: "f1:1" })).toBe(
    "InvalidParameterValueException: This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.",
  );
  expect(await put({ ReservedConcurrentExecutions: 901 })).toContain("below its minimum value of [100].");
  expect(await refusal(test().call(GetFunctionConcurrency, { FunctionName: "nope" }, { account: id }))).toBe(
    `ResourceNotFoundException: Function not found: ${arnIn(id, "nope")}`,
  );
});

it("provisioned concurrency keeps a version warm, and tells when it is", async () => {
  const { account: id } = await account();
  const as = { account: id };
  const kept = keepingHost();
  const named = { FunctionName: "f1", Qualifier: "1" };
  const put = await test().call(PutProvisionedConcurrencyConfig, { ...named, ProvisionedConcurrentExecutions: 3 }, as);
  expect(put).toEqual({
    RequestedProvisionedConcurrentExecutions: 3,
    AvailableProvisionedConcurrentExecutions: 0,
    AllocatedProvisionedConcurrentExecutions: 0,
    Status: "IN_PROGRESS",
    LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/),
  });
  expect(kept.get("1")).toBe(3);
  const ready = { ...put, AvailableProvisionedConcurrentExecutions: 3, AllocatedProvisionedConcurrentExecutions: 3 };
  const get = await test().call(GetProvisionedConcurrencyConfig, named, as);
  expect(get).toEqual({ ...ready, Status: "READY" });
  const listed = await test().call(ListProvisionedConcurrencyConfigs, { FunctionName: "f1" }, as);
  expect(listed).toEqual({ ProvisionedConcurrencyConfigs: [{ FunctionArn: arnIn(id, "f1:1"), ...get }] });
  await test().call(DeleteProvisionedConcurrencyConfig, named, as);
  expect(kept.get("1")).toBe(0);
  expect(await refusal(test().call(GetProvisionedConcurrencyConfig, named, as))).toBe(
    "ProvisionedConcurrencyConfigNotFoundException: No Provisioned Concurrency Config found for this function",
  );
});

it("an alias takes what is provisioned for it along to another version", async () => {
  const { account: id } = await account();
  const as = { account: id };
  const kept = keepingHost();
  const alias = { FunctionName: "f1", Name: "live" };
  await test().call(CreateAlias, { ...alias, FunctionVersion: "1" }, as);
  const put = { FunctionName: "f1", Qualifier: "live", ProvisionedConcurrentExecutions: 2 };
  await test().call(PutProvisionedConcurrencyConfig, put, as);
  expect([...kept]).toEqual([["1", 2]]);
  await test().call(UpdateAlias, { ...alias, FunctionVersion: "2" }, as);
  expect([...kept]).toEqual([
    ["1", 0],
    ["2", 2],
  ]);
  await test().call(DeleteAlias, alias, as);
  expect(kept.get("2")).toBe(0);
});

it("a version that is deleted is kept warm no more, and is nothing of the account's", async () => {
  const { account: id, place } = await account();
  const kept = keepingHost();
  const put = { FunctionName: "f1", Qualifier: "1", ProvisionedConcurrentExecutions: 2 };
  await test().call(PutProvisionedConcurrencyConfig, put, { account: id });
  expect(await test().store.concurrency.unreserved(place)).toBe(998);
  await test().call(DeleteFunction, { FunctionName: "f1", Qualifier: "1" }, { account: id });
  expect(kept.get("1")).toBe(0);
  expect(await test().store.concurrency.unreserved(place)).toBe(1000);
});

it("a deleted function reserves nothing any more", async () => {
  const { account: id, place } = await account();
  const put = { FunctionName: "f1", ReservedConcurrentExecutions: 10 };
  await test().call(PutFunctionConcurrency, put, { account: id });
  await test().call(DeleteFunction, { FunctionName: "f1" }, { account: id });
  expect(await test().store.concurrency.limitsOf({ place, name: "f1" })).toEqual({ unreserved: 1000 });
});

it("a host that was started again is told what to keep", async () => {
  const { account: id } = await account();
  keepingHost();
  const put = { FunctionName: "f1", Qualifier: "2", ProvisionedConcurrentExecutions: 1 };
  await test().call(PutProvisionedConcurrencyConfig, put, { account: id });
  const another = keepingHost();
  await keepProvisioned(test().store).run(test().clock, new AbortController().signal);
  expect(another.get("2")).toBe(1);
});

it("a host that is not reached refuses no configuration: it is tried again", async () => {
  const { account: id } = await account();
  test().runs({ provision: () => Promise.reject(new Error("not reached")) });
  const put = { FunctionName: "f1", Qualifier: "1", ProvisionedConcurrentExecutions: 1 };
  const { Status } = await test().call(PutProvisionedConcurrencyConfig, put, { account: id });
  expect(Status).toBe("IN_PROGRESS");
});

it("what cannot be provisioned is refused in AWS's words", async () => {
  const { account: id } = await account();
  const as = { account: id };
  keepingHost();
  const put = (Qualifier: string, more: object = {}): Promise<string> => {
    const input = { FunctionName: "f1", Qualifier, ProvisionedConcurrentExecutions: 1, ...more };
    return refusal(test().call(PutProvisionedConcurrencyConfig, input, as));
  };
  const unpublished =
    "InvalidParameterValueException: Provisioned Concurrency Configs cannot be applied to unpublished function versions.";
  expect(await put("$LATEST")).toBe(unpublished);
  expect(await put("10")).toBe(`ResourceNotFoundException: Function not found: ${arnIn(id, "f1")}:10`);
  expect(await put("nope")).toBe(`ResourceNotFoundException: Cannot find alias arn: ${arnIn(id, "f1")}:nope`);
  const latest = { FunctionName: "f1", Qualifier: "$LATEST" };
  const neither =
    "InvalidParameterValueException: The function resource provided must be an alias or a published version.";
  expect(await refusal(test().call(GetProvisionedConcurrencyConfig, latest, as))).toBe(neither);
  expect(await refusal(test().call(DeleteProvisionedConcurrencyConfig, latest, as))).toBe(neither);
  await test().call(CreateAlias, { FunctionName: "f1", Name: "newest", FunctionVersion: "$LATEST" }, as);
  expect(await put("newest")).toBe(unpublished);
});

it("a version is provisioned by its number or by an alias, not by both", async () => {
  const { account: id } = await account();
  const as = { account: id };
  keepingHost();
  for (const [Name, FunctionVersion] of [
    ["one", "1"],
    ["two", "2"],
  ] as const) {
    await test().call(CreateAlias, { FunctionName: "f1", Name, FunctionVersion }, as);
  }
  const put = (Qualifier: string): Promise<unknown> => {
    const input = { FunctionName: "f1", Qualifier, ProvisionedConcurrentExecutions: 1 };
    return test().call(PutProvisionedConcurrencyConfig, input, as);
  };
  await put("1");
  expect(await refusal(put("one"))).toBe(
    "ResourceConflictException: Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
  );
  await put("two");
  expect(await refusal(put("2"))).toBe(
    "ResourceConflictException: Version is pointed by a Provisioned Concurrency alias",
  );
});

it("nothing stays provisioned for an alias that is deleted at the same time", async () => {
  const { account: id, place } = await account();
  const [as, FunctionName] = [{ account: id }, "f1"] as const;
  await test().call(CreateAlias, { FunctionName, Name: "live", FunctionVersion: "1" }, as);
  const seen: (string | undefined)[] = [];
  await test().store.concurrency.change({ place, name: "f1" }, async (current, _left, rows) => {
    const alias = await rows.get(aliasRows, "f1", "live");
    seen.push(alias?.version);
    if (seen.length === 1) await test().call(DeleteAlias, { FunctionName, Name: "live" }, as);
    return alias === undefined ? current : { provisioned: { live: { requested: 1, modifiedAt: 0 } } };
  });
  expect(seen).toEqual(["1", undefined]);
  expect(await test().store.concurrency.read({ place, name: "f1" })).toEqual({ provisioned: {} });
});
