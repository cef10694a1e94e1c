import { refusal, testCall, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { newFunction, type NewFunction, zipOf } from "../testing/new-function.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { AddLayerVersionPermission } from "./AddLayerVersionPermission.ts";
import { DeleteLayerVersion } from "./DeleteLayerVersion.ts";
import { GetFunctionConfiguration } from "./GetFunctionConfiguration.ts";
import { GetLayerVersion } from "./GetLayerVersion.ts";
import { GetLayerVersionByArn } from "./GetLayerVersionByArn.ts";
import { ListLayers } from "./ListLayers.ts";
import { ListLayerVersions } from "./ListLayerVersions.ts";
import { PublishLayerVersion } from "./PublishLayerVersion.ts";
import { UpdateFunctionCode } from "./UpdateFunctionCode.ts";
import { UpdateFunctionConfiguration } from "./UpdateFunctionConfiguration.ts";

const test = useLambda();

const INVALID = "InvalidParameterValueException: ";

/** Publishes versions of a layer of an account; answers the ARN of the last. */
async function publish(as: { readonly account: string }, LayerName = "tools", many = 1): Promise<string> {
  let arn = "";
  for (let at = 0; at < many; at++) {
    const made = await test().call(PublishLayerVersion, { LayerName, Content: { ZipFile: zipOf() } }, as);
    arn = made.LayerVersionArn ?? "";
  }
  return arn;
}

const setLayers = ({ as, FunctionName }: NewFunction, ...Layers: string[]): Promise<string> =>
  refusal(test().call(UpdateFunctionConfiguration, { FunctionName, Layers }, as));

it("a version of a layer is told with its code, as it was published", async () => {
  const as = { account: uniqueAccount() };
  const zip = zipOf();
  const made = await test().call(
    PublishLayerVersion,
    {
      LayerName: "tools",
      Description: "mine",
      LicenseInfo: "MIT",
      CompatibleRuntimes: ["python3.12"],
      CompatibleArchitectures: ["x86_64"],
      Content: { ZipFile: zip },
    },
    as,
  );
  const arn = `arn:aws:lambda:us-east-1:${as.account}:layer:tools`;
  expect(made).toEqual({
    LayerArn: arn,
    LayerVersionArn: `${arn}:1`,
    Version: 1,
    Description: "mine",
    LicenseInfo: "MIT",
    CompatibleRuntimes: ["python3.12"],
    CompatibleArchitectures: ["x86_64"],
    CreatedDate: expect.stringMatching(/\+0000$/),
    Content: {
      CodeSize: zip.length,
      CodeSha256: expect.stringMatching(/=$/),
      Location: expect.stringContaining("/_aws/lambda/code/"),
    },
  });
  expect(await test().call(GetLayerVersion, { LayerName: "tools", VersionNumber: 1 }, as)).toEqual(made);
  expect(await test().call(GetLayerVersion, { LayerName: arn, VersionNumber: 1 }, as)).toEqual(made);
  expect(await test().call(GetLayerVersionByArn, { Arn: `${arn}:1` }, as)).toEqual(made);
});

it("what a publisher says nothing of is not told, and an empty list is", async () => {
  const as = { account: uniqueAccount() };
  const Content = { ZipFile: zipOf() };
  const bare = await test().call(PublishLayerVersion, { LayerName: "bare", Content }, as);
  expect(bare).not.toHaveProperty("CompatibleRuntimes");
  expect(bare).toMatchObject({ Description: "" });
  const empty = { LayerName: "empty", Content, CompatibleRuntimes: [], CompatibleArchitectures: [] };
  expect(await test().call(PublishLayerVersion, empty, as)).toMatchObject({
    CompatibleRuntimes: [],
    CompatibleArchitectures: [],
  });
});

it("versions that are not there are told in AWS's words", async () => {
  const as = { account: uniqueAccount() };
  await publish(as);
  const get = (VersionNumber: number, LayerName = "tools"): Promise<string> =>
    refusal(test().call(GetLayerVersion, { LayerName, VersionNumber }, as));
  const none = "ResourceNotFoundException: The resource you requested does not exist.";
  expect(await get(2)).toBe(none);
  expect(await get(1, "other")).toBe(none);
  expect(await get(0)).toBe(`${INVALID}Layer Version Cannot be less than 1`);
  expect(await get(-1)).toBe(`${INVALID}Layer Version Cannot be less than 1`);
  const remove = { LayerName: "tools", VersionNumber: -1 };
  expect(await refusal(test().call(DeleteLayerVersion, remove, as))).toBe(
    `${INVALID}Layer Version Cannot be less than 1`,
  );
});

it("versions are listed with the last one first, a page at a time, and those of no layer are none", async () => {
  const as = { account: uniqueAccount() };
  await publish(as, "tools", 11);
  const first = await test().call(ListLayerVersions, { LayerName: "tools", MaxItems: 9 }, as);
  expect(first.LayerVersions?.map(({ Version }) => Version)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3]);
  const rest = await test().call(ListLayerVersions, { LayerName: "tools", Marker: first.NextMarker }, as);
  expect(rest).toEqual({
    LayerVersions: [expect.objectContaining({ Version: 2 }), expect.objectContaining({ Version: 1 })],
  });
  expect(await test().call(ListLayerVersions, { LayerName: "other" }, as)).toEqual({ LayerVersions: [] });
});

it("a deleted version is gone for those who ask, and its number is not given again", async () => {
  const as = { account: uniqueAccount() };
  await publish(as, "tools", 2);
  for (const VersionNumber of [2, 2, 1, 77]) {
    expect(await test().call(DeleteLayerVersion, { LayerName: "tools", VersionNumber }, as)).toEqual({});
  }
  expect(await test().call(ListLayerVersions, { LayerName: "tools" }, as)).toEqual({ LayerVersions: [] });
  expect(await test().call(ListLayers, {}, as)).toEqual({ Layers: [] });
  expect(await publish(as)).toMatch(/:layer:tools:3$/);
});

it("layers are listed with the last version that goes with what is asked for", async () => {
  const as = { account: uniqueAccount() };
  const version = (LayerName: string, runtime: "python3.12" | "nodejs22.x"): Promise<unknown> =>
    test().call(PublishLayerVersion, { LayerName, Content: { ZipFile: zipOf() }, CompatibleRuntimes: [runtime] }, as);
  await version("both", "python3.12");
  await version("both", "nodejs22.x");
  await version("node", "nodejs22.x");
  const listed = async (CompatibleRuntime?: "python3.12" | "nodejs22.x"): Promise<unknown> => {
    const { Layers } = await test().call(ListLayers, { CompatibleRuntime }, as);
    return Layers?.map(({ LatestMatchingVersion, LayerName }) => [LayerName, LatestMatchingVersion?.Version]);
  };
  expect(await listed()).toEqual([
    ["both", 2],
    ["node", 1],
  ]);
  expect(await listed("python3.12")).toEqual([["both", 1]]);
  const page = await test().call(ListLayers, { MaxItems: 1, CompatibleRuntime: "nodejs22.x" }, as);
  expect(page.Layers?.map(({ LayerName }) => LayerName)).toEqual(["both"]);
  const next = await test().call(ListLayers, { Marker: page.NextMarker, CompatibleRuntime: "nodejs22.x" }, as);
  expect(next).toEqual({ Layers: [expect.objectContaining({ LayerName: "node" })] });
});

it("a function has layers with their sizes, and keeps those that were deleted", async () => {
  const made = await newFunction(test());
  const { as, FunctionName } = made;
  const [one, two] = [await publish(as, "one"), await publish(as, "two")];
  await test().call(UpdateFunctionConfiguration, { FunctionName, Layers: [two, one] }, as);
  await test().call(DeleteLayerVersion, { LayerName: "one", VersionNumber: 1 }, as);
  const { Layers } = await test().call(GetFunctionConfiguration, { FunctionName }, as);
  expect(Layers).toEqual([
    { Arn: two, CodeSize: expect.any(Number) },
    { Arn: one, CodeSize: expect.any(Number) },
  ]);
  expect(await setLayers(made, one)).toBe(`${INVALID}Layer version ${one} does not exist.`);
  await test().call(UpdateFunctionCode, { FunctionName, ZipFile: zipOf() }, as);
  expect(await test().call(GetFunctionConfiguration, { FunctionName }, as)).toMatchObject({ Layers });
});

it("layers are refused in AWS's words: too many, of two versions, of other regions, that are not there", async () => {
  const made = await newFunction(test());
  const arn = await publish(made.as, "tools", 2);
  const first = arn.replace(/2$/, "1");
  const six = Array.from({ length: 6 }, (_, at) => arn.replace("tools", `tools${at}`));
  expect(await setLayers(made, ...six)).toBe(`${INVALID}Cannot reference more than 5 layers.`);
  const same = (one: string, other: string): string =>
    `${INVALID}Two different versions of the same layer are not allowed to be referenced in the same function. ${one} and ${other} are versions of the same layer.`;
  expect(await setLayers(made, first, arn)).toBe(same(first, arn));
  expect(await setLayers(made, first, first)).toBe(same(first, first));
  expect(await setLayers(made, arn.replace("us-east-1", "eu-west-1"))).toBe(
    `${INVALID}Layers are not in the same region as the function. Layers are expected to be in region us-east-1.`,
  );
  expect(await setLayers(made, arn.replace(/2$/, "9"))).toContain(":layer:tools:9 does not exist.");
});

it("a layer of another account is the function's own copy, which stays when that account deletes it", async () => {
  const owner = { account: uniqueAccount() };
  const { as, FunctionName, place } = await newFunction(test());
  const arn = await publish(owner);
  const permission = { StatementId: "all", Action: "lambda:GetLayerVersion", Principal: "*" };
  await test().call(AddLayerVersionPermission, { LayerName: "tools", VersionNumber: 1, ...permission }, owner);
  await test().call(UpdateFunctionConfiguration, { FunctionName, Layers: [arn] }, as);
  await test().call(DeleteLayerVersion, { LayerName: "tools", VersionNumber: 1 }, owner);
  // The same layers again are no other ones.
  await test().call(UpdateFunctionConfiguration, { FunctionName, Layers: [arn], Timeout: 9 }, as);
  await test().store.code.collect(Date.now() + 3_600_000, new AbortController().signal);
  const version = await test().store.functions.readVersion({ place, name: FunctionName, version: "$LATEST" });
  const body = await test().store.blobs.get(version?.layers[0]?.blob ?? "");
  expect((await body.toArray()).length).toBeGreaterThan(0);
});

it("code and layers together are no larger than 250 MB", async () => {
  const made = await newFunction(test());
  const zip = Buffer.from(zipOf({ "lib.js": "x".repeat(1000) }));
  // Its directory claims so many bytes: APPNOTE.TXT, 4.3.12.
  zip.writeUInt32LE(262_143_999, zip.indexOf("PK\u0001\u0002") + 24);
  const { LayerVersionArn = "" } = await test().call(
    PublishLayerVersion,
    { LayerName: "large", Content: { ZipFile: zip } },
    made.as,
  );
  expect(await setLayers(made, LayerVersionArn)).toMatch(
    /^InvalidParameterValueException: Function code combined with layers exceeds the maximum allowed size of 262144000 bytes\. The actual size is 2621440\d\d bytes\.$/,
  );
});

it("a layer of another region is not there, and none is made there", async () => {
  const as = { account: uniqueAccount() };
  const arn = await publish(as);
  const { store } = test();
  const away = testCall({ as, region: "eu-west-1" });
  const LayerName = arn.slice(0, arn.lastIndexOf(":"));
  const one = { LayerName, VersionNumber: 1 };
  const missing = "ResourceNotFoundException: The resource you requested does not exist.";
  expect(await refusal(GetLayerVersionByArn({ Arn: arn }, away, store))).toBe(missing);
  expect(await refusal(GetLayerVersion(one, away, store))).toBe(missing);
  expect(await refusal(ListLayerVersions({ LayerName }, away, store))).toBe(missing);
  expect(await refusal(DeleteLayerVersion(one, away, store))).toBe(missing);
  expect(await refusal(PublishLayerVersion({ LayerName, Content: { ZipFile: zipOf() } }, away, store))).toBe(missing);
  const permission = { ...one, StatementId: "all", Action: "lambda:GetLayerVersion", Principal: "*" };
  expect(await refusal(AddLayerVersionPermission(permission, away, store))).toBe(missing);
  expect((await test().call(ListLayerVersions, { LayerName }, as)).LayerVersions).toHaveLength(1);
});
