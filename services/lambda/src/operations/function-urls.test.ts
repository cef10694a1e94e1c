import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { functionRows } from "../store/functions.ts";
import { keyTexts } from "../store/key-texts.ts";
import { keepVersions } from "../testing/keep-versions.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { CreateAlias } from "./CreateAlias.ts";
import { CreateFunctionUrlConfig } from "./CreateFunctionUrlConfig.ts";
import { DeleteAlias } from "./DeleteAlias.ts";
import { DeleteFunction } from "./DeleteFunction.ts";
import { DeleteFunctionUrlConfig } from "./DeleteFunctionUrlConfig.ts";
import { GetFunctionUrlConfig } from "./GetFunctionUrlConfig.ts";
import { ListFunctionUrlConfigs } from "./ListFunctionUrlConfigs.ts";
import { UpdateFunctionUrlConfig } from "./UpdateFunctionUrlConfig.ts";

const test = useLambda();
const place = { account: "111122223333", region: "us-east-1" };
const arn = (name: string): string => `arn:aws:lambda:us-east-1:111122223333:function:${name}`;

const keep = (name: string): Promise<void> => keepVersions(test().store, { place, name }, 1);

/** Chooses the id of a function's URL. */
async function keepTagged(name: string, id: string): Promise<void> {
  await keep(name);
  await test().store.change(place, async (rows) => {
    const held = await rows.get(functionRows, name);
    if (held !== undefined) rows.put(functionRows, { ...held, tags: { _custom_id_: id } }, name);
  });
}

const idOf = (url = ""): string => new URL(url).hostname.split(".")[0] ?? "";

it("a function has a URL on a host of its own", async () => {
  await keep("url");
  const created = await test().call(CreateFunctionUrlConfig, { FunctionName: "url", AuthType: "NONE" });
  expect(created).toEqual({
    FunctionUrl: expect.stringMatching(/^http:\/\/[a-z2-7]{32}\.lambda-url\.us-east-1\.localhost:4566\/$/),
    FunctionArn: arn("url"),
    AuthType: "NONE",
    CreationTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  expect(await test().call(GetFunctionUrlConfig, { FunctionName: "url" })).toEqual({
    ...created,
    InvokeMode: "BUFFERED",
    LastModifiedTime: created.CreationTime,
  });
  const found = await test().store.urls.find(idOf(created.FunctionUrl));
  expect(found).toMatchObject({ of: { place, name: "url", qualifier: "$LATEST" }, url: { authType: "NONE" } });
});

it("an alias has a URL of its own", async () => {
  await keep("url-alias");
  await test().call(CreateAlias, { FunctionName: "url-alias", Name: "live", FunctionVersion: "1" });
  const named = { FunctionName: "url-alias", Qualifier: "live" };
  const { FunctionArn, FunctionUrl } = await test().call(CreateFunctionUrlConfig, { ...named, AuthType: "AWS_IAM" });
  expect(FunctionArn).toBe(`${arn("url-alias")}:live`);
  await test().call(CreateFunctionUrlConfig, { FunctionName: "url-alias", AuthType: "NONE" });
  const { FunctionUrlConfigs = [] } = await test().call(ListFunctionUrlConfigs, { FunctionName: "url-alias" });
  expect(FunctionUrlConfigs.map((url) => url.FunctionArn)).toEqual([arn("url-alias"), `${arn("url-alias")}:live`]);
  await test().call(DeleteAlias, { FunctionName: "url-alias", Name: "live" });
  expect(await test().store.urls.find(idOf(FunctionUrl))).toBeUndefined();
});

it("an update changes what it names", async () => {
  await keep("url-updated");
  const named = { FunctionName: "url-updated" };
  const Cors = { AllowOrigins: ["*"], MaxAge: 60 };
  const created = await test().call(CreateFunctionUrlConfig, { ...named, AuthType: "NONE", Cors });
  expect(created.Cors).toEqual(Cors);
  test().clock.advance(1000);
  const updated = await test().call(UpdateFunctionUrlConfig, { ...named, AuthType: "AWS_IAM" });
  expect(updated).toMatchObject({ AuthType: "AWS_IAM", Cors, FunctionUrl: created.FunctionUrl });
  expect(Date.parse(updated.LastModifiedTime ?? "")).toBeGreaterThan(Date.parse(created.CreationTime ?? ""));
  expect(updated).not.toHaveProperty("InvokeMode");
  const streamed = await test().call(UpdateFunctionUrlConfig, { ...named, InvokeMode: "RESPONSE_STREAM" });
  expect(streamed).toMatchObject({ AuthType: "AWS_IAM", InvokeMode: "RESPONSE_STREAM" });
});

it("a deleted URL is nobody's any more", async () => {
  await keep("url-deleted");
  const named = { FunctionName: "url-deleted" };
  const { FunctionUrl } = await test().call(CreateFunctionUrlConfig, { ...named, AuthType: "NONE" });
  expect(await test().store.urls.find(idOf(FunctionUrl))).toBeDefined();
  await test().call(DeleteFunctionUrlConfig, named);
  expect(await test().store.urls.find(idOf(FunctionUrl))).toBeUndefined();
  const words = "ResourceNotFoundException: The resource you requested does not exist.";
  for (const operation of [GetFunctionUrlConfig, UpdateFunctionUrlConfig, DeleteFunctionUrlConfig]) {
    expect(await refusal(test().call<typeof named, unknown>(operation, named))).toBe(words);
  }
});

it("what has a URL already, or cannot have one, is refused in AWS's words", async () => {
  await keep("url-refused");
  const create = (more: object): Promise<string> =>
    refusal(test().call(CreateFunctionUrlConfig, { FunctionName: "url-refused", AuthType: "NONE", ...more }));
  const missing = "ResourceNotFoundException: Function does not exist";
  expect(await create({ FunctionName: "doesnotexist" })).toBe(missing);
  expect(await create({ Qualifier: "nope" })).toBe(missing);
  expect(await refusal(test().call(UpdateFunctionUrlConfig, { FunctionName: "doesnotexist" }))).toBe(missing);
  expect(await refusal(test().call(ListFunctionUrlConfigs, { FunctionName: "doesnotexist" }))).toBe(missing);
  await test().call(CreateFunctionUrlConfig, { FunctionName: "url-refused", AuthType: "NONE" });
  expect(await create({})).toBe(
    `ResourceConflictException: Failed to create function url config for [functionArn = ${arn("url-refused")}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
  );
  expect(await create({ FunctionName: "url-refused:live", Qualifier: "other" })).toBe(
    "InvalidParameterValueException: The derived qualifier from the function name does not match the specified qualifier.",
  );
});

it("a tag chooses the id, which is one function's at a time", async () => {
  await keepTagged("url-custom", "my-id");
  await keepTagged("url-custom-too", "my-id");
  const create = (FunctionName: string): Promise<{ FunctionUrl: string | undefined }> =>
    test().call(CreateFunctionUrlConfig, { FunctionName, AuthType: "NONE" });
  expect((await create("url-custom")).FunctionUrl).toBe("http://my-id.lambda-url.us-east-1.localhost:4566/");
  expect(await refusal(create("url-custom-too"))).toContain("ResourceConflictException");
  await test().call(DeleteFunctionUrlConfig, { FunctionName: "url-custom" });
  await create("url-custom-too");
  expect((await test().store.urls.find("my-id"))?.of.name).toBe("url-custom-too");
});

it("a deleted function takes its URLs along, and gives their ids up", async () => {
  await keepTagged("url-gone", "gone-id");
  await test().call(CreateFunctionUrlConfig, { FunctionName: "url-gone", AuthType: "NONE" });
  await test().call(DeleteFunction, { FunctionName: "url-gone" });
  expect(await test().store.urls.find("gone-id")).toBeUndefined();
  expect(await test().store.records.partition("lambda").count("lambda.url-ids")).toBe(await liveIds());
});

/** How many ids of URLs are somebody's. */
async function liveIds(): Promise<number> {
  const { urls } = test().store;
  const all = await test().store.records.partition("lambda").range("lambda.url-ids", { limit: 1000 });
  const found = await Promise.all(all.map(({ key }) => urls.find(keyTexts(key)[0] ?? "")));
  return found.filter((url) => url !== undefined).length;
}

it("a reset of an account forgets its URLs, and nobody else's", async () => {
  const other = { account: "444455556666", region: "us-east-1" };
  await keep("url-reset");
  await keepVersions(test().store, { place: other, name: "url-reset" }, 0);
  const input = { FunctionName: "url-reset", AuthType: "NONE" } as const;
  const mine = await test().call(CreateFunctionUrlConfig, input);
  const theirs = await test().call(CreateFunctionUrlConfig, input, { account: other.account });
  await test().store.reset(other.account);
  expect(await test().store.urls.find(idOf(theirs.FunctionUrl))).toBeUndefined();
  expect(await test().store.urls.find(idOf(mine.FunctionUrl))).toBeDefined();
});
