import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { functionInput, newFunction, zipOf } from "../testing/new-function.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { CreateAlias } from "./CreateAlias.ts";
import { CreateFunction } from "./CreateFunction.ts";
import { DeleteFunction } from "./DeleteFunction.ts";
import { GetFunctionConfiguration } from "./GetFunctionConfiguration.ts";
import { ListVersionsByFunction } from "./ListVersionsByFunction.ts";
import { PublishVersion } from "./PublishVersion.ts";
import { UpdateFunctionCode } from "./UpdateFunctionCode.ts";
import { UpdateFunctionConfiguration } from "./UpdateFunctionConfiguration.ts";

const test = useLambda();

it("a version is what $LATEST was, ready at once, under a number", async () => {
  const { arn, as, FunctionName } = await newFunction(test(), { Description: "the function" });
  const version = await test().call(PublishVersion, { FunctionName, Description: "the first" }, as);
  expect(version).toMatchObject({
    FunctionArn: `${arn}:1`,
    Version: "1",
    Description: "the first",
    State: "Active",
    LastUpdateStatus: "Successful",
  });
  expect(await test().call(GetFunctionConfiguration, { FunctionName, Qualifier: "1" }, as)).toEqual(version);
});

it("nothing is published where nothing has changed, whatever the description says", async () => {
  const { as, FunctionName } = await newFunction(test());
  const first = await test().call(PublishVersion, { FunctionName }, as);
  const again = await test().call(PublishVersion, { FunctionName, Description: "another" }, as);
  expect(again).toEqual(first);
  await test().call(UpdateFunctionConfiguration, { FunctionName, Description: "" }, as);
  expect(await test().call(PublishVersion, { FunctionName }, as)).toEqual(first);
});

it("settings and code are what makes another version", async () => {
  const { as, FunctionName } = await newFunction(test());
  await test().call(PublishVersion, { FunctionName }, as);
  await test().call(UpdateFunctionConfiguration, { FunctionName, Timeout: 10 }, as);
  expect(await test().call(PublishVersion, { FunctionName }, as)).toMatchObject({ Version: "2", Timeout: 10 });
  await test().call(UpdateFunctionCode, { FunctionName, ZipFile: zipOf() }, as);
  expect(await test().call(PublishVersion, { FunctionName }, as)).toMatchObject({ Version: "3" });
  expect(await test().call(GetFunctionConfiguration, { FunctionName, Qualifier: "1" }, as)).toMatchObject({
    Timeout: 3,
  });
});

it("$LATEST has another revision when it was published, and a version never has", async () => {
  const { as, FunctionName } = await newFunction(test());
  const before = await test().call(GetFunctionConfiguration, { FunctionName }, as);
  const version = await test().call(PublishVersion, { FunctionName }, as);
  const after = await test().call(GetFunctionConfiguration, { FunctionName }, as);
  expect(new Set([before.RevisionId, version.RevisionId, after.RevisionId]).size).toBe(3);
});

it("only the revision and the code that were asked for are published", async () => {
  const { as, FunctionName } = await newFunction(test());
  const { CodeSha256, RevisionId } = await test().call(GetFunctionConfiguration, { FunctionName }, as);
  expect(await refusal(test().call(PublishVersion, { FunctionName, RevisionId: "other" }, as))).toContain(
    "PreconditionFailedException: The Revision Id provided does not match the latest Revision Id.",
  );
  expect(await refusal(test().call(PublishVersion, { FunctionName, CodeSha256: "somenonexistentsha256" }, as))).toBe(
    `InvalidParameterValueException: CodeSHA256 (somenonexistentsha256) is different from current CodeSHA256 in $LATEST (${CodeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
  );
  expect(await test().call(PublishVersion, { FunctionName, RevisionId, CodeSha256 }, as)).toMatchObject({
    Version: "1",
  });
});

it("a function may be published as it is made, and as its code is changed", async () => {
  const { arn, as, FunctionName } = await newFunction(test());
  await test().call(DeleteFunction, { FunctionName }, as);
  const made = await test().call(CreateFunction, functionInput(as.account, { Publish: true }), as);
  expect(made).toMatchObject({ FunctionArn: arn, Version: "1", State: "Pending" });
  const changed = await test().call(UpdateFunctionCode, { FunctionName, ZipFile: zipOf(), Publish: true }, as);
  expect(changed).toMatchObject({ FunctionArn: `${arn}:2`, Version: "2", State: "Pending" });
  expect(changed).not.toHaveProperty("LastUpdateStatus");
});

it("versions are listed behind $LATEST in the order of their numbers, a page at a time", async () => {
  const { arn, as, FunctionName } = await newFunction(test());
  for (let version = 1; version <= 11; version++) {
    await test().call(UpdateFunctionConfiguration, { FunctionName, Timeout: version }, as);
    await test().call(PublishVersion, { FunctionName }, as);
  }
  const first = await test().call(ListVersionsByFunction, { FunctionName, MaxItems: 10 }, as);
  expect(first.Versions?.map(({ Version }) => Version)).toEqual([
    "$LATEST",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
  ]);
  expect(first.Versions?.[0]?.FunctionArn).toBe(`${arn}:$LATEST`);
  const rest = await test().call(ListVersionsByFunction, { FunctionName, Marker: first.NextMarker }, as);
  expect(rest.Versions?.map(({ Version }) => Version)).toEqual(["10", "11"]);
  const other = { FunctionName: "other" };
  expect(await refusal(test().call(ListVersionsByFunction, other, as))).toContain("Function not found");
});

it("a version is deleted alone, and one that is not there is no error", async () => {
  const { arn, as, FunctionName } = await newFunction(test());
  await test().call(PublishVersion, { FunctionName }, as);
  for (const Qualifier of ["1", "1", "1233"]) {
    expect(await test().call(DeleteFunction, { FunctionName, Qualifier }, as)).toEqual({ StatusCode: 204 });
  }
  expect(await refusal(test().call(GetFunctionConfiguration, { FunctionName, Qualifier: "1" }, as))).toBe(
    `ResourceNotFoundException: Function not found: ${arn}:1`,
  );
});

it("numbers are never given twice, also where versions or the function were deleted", async () => {
  const { as, FunctionName } = await newFunction(test());
  await test().call(PublishVersion, { FunctionName }, as);
  await test().call(DeleteFunction, { FunctionName, Qualifier: "1" }, as);
  expect(await test().call(PublishVersion, { FunctionName }, as)).toMatchObject({ Version: "2" });
  await test().call(DeleteFunction, { FunctionName }, as);
  await test().call(CreateFunction, functionInput(as.account), as);
  expect(await test().call(PublishVersion, { FunctionName }, as)).toMatchObject({ Version: "3" });
});

it("neither $LATEST nor an alias is deleted alone, nor a version that an alias points to", async () => {
  const { as, FunctionName } = await newFunction(test());
  await test().call(PublishVersion, { FunctionName }, as);
  await test().call(CreateAlias, { FunctionName, Name: "live", FunctionVersion: "1" }, as);
  const deletion = (Qualifier: string): Promise<string> =>
    refusal(test().call(DeleteFunction, { FunctionName, Qualifier }, as));
  expect(await deletion("$LATEST")).toBe(
    "InvalidParameterValueException: $LATEST version cannot be deleted without deleting the function.",
  );
  expect(await deletion("live")).toBe(
    "InvalidParameterValueException: Deletion of aliases is not currently supported.",
  );
  expect(await deletion("1")).toBe(
    "ResourceConflictException: Unable to delete version because the following aliases reference it: [live]",
  );
});

it("a version of a function with SnapStart is optimized, and $LATEST is not", async () => {
  const { as, FunctionName } = await newFunction(test(), {
    Runtime: "java21",
    SnapStart: { ApplyOn: "PublishedVersions" },
  });
  expect(await test().call(PublishVersion, { FunctionName }, as)).toMatchObject({
    SnapStart: { ApplyOn: "PublishedVersions", OptimizationStatus: "On" },
  });
  expect(await test().call(GetFunctionConfiguration, { FunctionName }, as)).toMatchObject({
    SnapStart: { ApplyOn: "PublishedVersions", OptimizationStatus: "Off" },
  });
});
