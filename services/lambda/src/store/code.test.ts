import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { MAX_CODE_STORAGE_BYTES } from "../domain/functions/limits.ts";
import { CreateFunction } from "../operations/CreateFunction.ts";
import { DeleteFunction } from "../operations/DeleteFunction.ts";
import { PublishVersion } from "../operations/PublishVersion.ts";
import { UpdateFunctionCode } from "../operations/UpdateFunctionCode.ts";
import { functionInput, newFunction, type NewFunction, zipOf } from "../testing/new-function.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { holdCode, openCode } from "./code.ts";

const test = useLambda();

const HOUR_MS = 3_600_000;

/** Collects what nobody holds, an hour from now by the machine's watch. */
const collect = (): Promise<void> => test().store.code.collect(Date.now() + HOUR_MS, new AbortController().signal);

const isThere = async (blob: string): Promise<boolean> => {
  try {
    (await test().store.blobs.get(blob)).destroy();
    return true;
  } catch {
    return false;
  }
};

async function blobOf({ FunctionName: name, place }: NewFunction, version = "$LATEST"): Promise<string> {
  const stored = await test().store.functions.readVersion({ place, name, version });
  return stored?.code.kind === "zip" ? stored.code.blob : "";
}

it("code is there as long as a version has it, and is removed with the last one", async () => {
  const made = await newFunction(test());
  const { as, FunctionName } = made;
  const old = await blobOf(made);
  await test().call(PublishVersion, { FunctionName }, as);
  await test().call(UpdateFunctionCode, { FunctionName, ZipFile: zipOf() }, as);
  await collect();
  expect([await isThere(old), await isThere(await blobOf(made))]).toEqual([true, true]);
  await test().call(DeleteFunction, { FunctionName, Qualifier: "1" }, as);
  await collect();
  expect([await isThere(old), await isThere(await blobOf(made))]).toEqual([false, true]);
});

it("whoever reads code that was just let go reads on", async () => {
  const made = await newFunction(test());
  const { as, FunctionName } = made;
  const old = await blobOf(made);
  await test().call(UpdateFunctionCode, { FunctionName, ZipFile: zipOf() }, as);
  await test().store.code.collect(Date.now(), new AbortController().signal);
  expect(await isThere(old)).toBe(true);
});

it("code that nobody came to hold is collected, too", async () => {
  const { place } = await newFunction(test());
  const blob = await test().store.code.newBlob(place);
  await test().store.blobs.put(blob, zipOf());
  await collect();
  expect(await isThere(blob)).toBe(false);
});

const fail = (): Promise<never> => Promise.reject(new Error("The engine is down."));

it("code whose removal was cut short is removed the next time", async () => {
  const { blobs } = test().store;
  const blob = await test().store.code.newBlob((await newFunction(test())).place);
  await blobs.put(blob, zipOf());
  const code = openCode({ ...test().engines, blobs: { ...blobs, remove: fail } });
  await expect(code.collect(Date.now() + HOUR_MS, new AbortController().signal)).rejects.toThrow("The engine is down.");
  expect(await isThere(blob)).toBe(true);
  await collect();
  expect(await isThere(blob)).toBe(false);
});

it("a deleted function leaves no code behind", async () => {
  const made = await newFunction(test());
  const { as, FunctionName } = made;
  await test().call(PublishVersion, { FunctionName }, as);
  const blob = await blobOf(made);
  await test().call(DeleteFunction, { FunctionName }, as);
  await collect();
  expect(await isThere(blob)).toBe(false);
});

it("a reset removes the code of an account at once, and that of others not", async () => {
  const [one, other] = [await newFunction(test()), await newFunction(test())];
  const [ofOne, ofOther] = [await blobOf(one), await blobOf(other)];
  await test().store.reset(one.as.account);
  expect([await isThere(ofOne), await isThere(ofOther)]).toEqual([false, true]);
  expect(await test().store.code.storedBytes(one.place)).toBe(0);
});

it("an account that has as much code as it may is refused more", async () => {
  const account = uniqueAccount();
  const place = { account, region: "us-east-1" };
  const huge = { kind: "zip", blob: "huge", sha256: "none", size: MAX_CODE_STORAGE_BYTES } as const;
  await test().store.change(place, (rows) => holdCode(rows, { code: huge, unzippedBytes: 0 }, "owners"));
  expect(await refusal(test().call(CreateFunction, functionInput(account), { account }))).toBe(
    "CodeStorageExceededException: Code storage limit exceeded.",
  );
});
