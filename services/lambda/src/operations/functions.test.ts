import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { functionInput, newFunction, zipOf } from "../testing/new-function.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { CreateFunction } from "./CreateFunction.ts";
import { DeleteFunction } from "./DeleteFunction.ts";
import { GetFunction } from "./GetFunction.ts";
import { GetFunctionConfiguration } from "./GetFunctionConfiguration.ts";
import { ListFunctions } from "./ListFunctions.ts";
import { PublishVersion } from "./PublishVersion.ts";
import { UpdateFunctionConfiguration } from "./UpdateFunctionConfiguration.ts";

const test = useLambda();

const notFound = (arn: string): string => `ResourceNotFoundException: Function not found: ${arn}`;

it("a new function has AWS's defaults, and is told to be on its way", async () => {
  const account = uniqueAccount();
  const zip = zipOf();
  const made = await test().call(CreateFunction, functionInput(account, { Code: { ZipFile: zip } }), { account });
  expect(made).toEqual({
    FunctionName: "work",
    FunctionArn: `arn:aws:lambda:us-east-1:${account}:function:work`,
    Runtime: "nodejs22.x",
    RuntimeVersionConfig: {
      RuntimeVersionArn: expect.stringMatching(/^arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/),
    },
    Role: `arn:aws:iam::${account}:role/worker`,
    Handler: "index.handler",
    CodeSize: zip.length,
    CodeSha256: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
    Description: "",
    Timeout: 3,
    MemorySize: 128,
    LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
    Version: "$LATEST",
    TracingConfig: { Mode: "PassThrough" },
    RevisionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    State: "Pending",
    StateReason: "The function is being created.",
    StateReasonCode: "Creating",
    PackageType: "Zip",
    Architectures: ["x86_64"],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
    LoggingConfig: { LogFormat: "Text", LogGroup: "/aws/lambda/work" },
  });
});

it("whoever asks next finds it active, with another revision", async () => {
  const account = uniqueAccount();
  const made = await test().call(CreateFunction, functionInput(account), { account });
  const found = await test().call(GetFunctionConfiguration, { FunctionName: "work" }, { account });
  expect(found).toMatchObject({ State: "Active", LastUpdateStatus: "Successful", CodeSha256: made.CodeSha256 });
  expect(found).not.toHaveProperty("StateReason");
  expect(found.RevisionId).not.toBe(made.RevisionId);
});

it("a name is given once", async () => {
  const { as } = await newFunction(test());
  expect(await refusal(test().call(CreateFunction, functionInput(as.account), as))).toBe(
    "ResourceConflictException: Function already exist: work",
  );
});

it("of many who make a function of one name at the same time, one does", async () => {
  const account = uniqueAccount();
  const made = Array.from({ length: 8 }, () => test().call(CreateFunction, functionInput(account), { account }));
  const ended = await Promise.allSettled(made);
  expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

it("a name of more than 64 characters is refused in AWS's words", async () => {
  const account = uniqueAccount();
  const input = functionInput(account, { FunctionName: "a".repeat(65) });
  expect(await refusal(test().call(CreateFunction, input, { account }))).toBe(
    `InvalidParameterValueException: 1 validation error detected: Value '${"a".repeat(65)}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
  );
});

it("a function is found by its name, its ARN, and the ends of that", async () => {
  const { arn, as } = await newFunction(test());
  for (const FunctionName of ["work", `${as.account}:function:work`, `${as.account}:work`, "function:work", arn]) {
    expect(await test().call(GetFunctionConfiguration, { FunctionName }, as)).toMatchObject({ FunctionArn: arn });
  }
});

it("a qualifier is part of the ARN that is answered", async () => {
  const { arn, as, FunctionName } = await newFunction(test());
  const found = await test().call(GetFunctionConfiguration, { FunctionName, Qualifier: "$LATEST" }, as);
  expect(found.FunctionArn).toBe(`${arn}:$LATEST`);
  const inName = await test().call(GetFunctionConfiguration, { FunctionName: "work:$LATEST" }, as);
  expect(inName.FunctionArn).toBe(`${arn}:$LATEST`);
});

it("two qualifiers that differ are refused, whether there is such a function or not", async () => {
  const as = { account: uniqueAccount() };
  const input = {
    FunctionName: `arn:aws:lambda:us-east-1:${as.account}:function:some-function:1`,
    Qualifier: "$LATEST",
  };
  for (const call of [
    () => test().call(GetFunction, input, as),
    () => test().call(GetFunctionConfiguration, input, as),
    () => test().call(DeleteFunction, input, as),
  ]) {
    expect(await refusal(call())).toBe(
      "InvalidParameterValueException: The derived qualifier from the function name does not match the specified qualifier.",
    );
  }
});

it("what is not there is told with the qualifier that was asked for", async () => {
  const { arn, as, FunctionName } = await newFunction(test());
  expect(await refusal(test().call(GetFunction, { FunctionName, Qualifier: "1221" }, as))).toBe(
    notFound(`${arn}:1221`),
  );
  expect(await refusal(test().call(GetFunction, { FunctionName, Qualifier: "live" }, as))).toBe(
    notFound(`${arn}:live`),
  );
  expect(await refusal(test().call(GetFunction, { FunctionName: "other" }, as))).toBe(
    notFound(arn.replace(/work$/, "other")),
  );
});

it("functions of other regions are not reachable", async () => {
  const { arn, as } = await newFunction(test());
  const elsewhere = { FunctionName: arn.replace("us-east-1", "eu-central-1") };
  for (const call of [
    () => test().call(GetFunction, elsewhere, as),
    () => test().call(GetFunctionConfiguration, elsewhere, as),
    () => test().call(DeleteFunction, elsewhere, as),
  ]) {
    expect(await refusal(call())).toBe(
      "ResourceNotFoundException: Functions from 'eu-central-1' are not reachable in this region ('us-east-1')",
    );
  }
});

it("GetFunction answers where the code is, and the tags where there are some", async () => {
  const { as, FunctionName } = await newFunction(test(), { Tags: { team: "blue" } });
  const { Code, Configuration, Tags } = await test().call(GetFunction, { FunctionName }, as);
  expect(Code).toEqual({
    RepositoryType: "S3",
    Location: expect.stringMatching(
      /^http:\/\/localhost:4566\/_aws\/lambda\/code\/[A-Z2-7]{26}\?expires=\d+&signature=/,
    ),
  });
  expect(Tags).toEqual({ team: "blue" });
  expect(Configuration).toMatchObject({ FunctionName, State: "Active" });
  const bare = await newFunction(test());
  expect(await test().call(GetFunction, { FunctionName }, bare.as)).not.toHaveProperty("Tags");
});

it("functions are listed by their names, a page at a time, and tell less there", async () => {
  const as = { account: uniqueAccount() };
  for (const FunctionName of ["c", "a", "b"]) {
    await test().call(CreateFunction, functionInput(as.account, { FunctionName }), as);
  }
  const first = await test().call(ListFunctions, { MaxItems: 2 }, as);
  expect(first.Functions?.map(({ FunctionName }) => FunctionName)).toEqual(["a", "b"]);
  const second = await test().call(ListFunctions, { MaxItems: 2, Marker: first.NextMarker }, as);
  expect(second.Functions?.map(({ FunctionName }) => FunctionName)).toEqual(["c"]);
  expect(second).not.toHaveProperty("NextMarker");
  for (const name of ["State", "LastUpdateStatus", "RuntimeVersionConfig"]) {
    expect(first.Functions?.[0]).not.toHaveProperty(name);
  }
});

it("all versions of all functions are listed where they are asked for, with their ARNs", async () => {
  const { arn, as, FunctionName } = await newFunction(test());
  await test().call(PublishVersion, { FunctionName }, as);
  const { Functions } = await test().call(ListFunctions, { FunctionVersion: "ALL" }, as);
  expect(Functions?.map(({ FunctionArn }) => FunctionArn)).toEqual([`${arn}:$LATEST`, `${arn}:1`]);
  const latest = await test().call(ListFunctions, {}, as);
  expect(latest.Functions?.map(({ FunctionArn }) => FunctionArn)).toEqual([arn]);
});

it("a deleted function is gone with its versions, and whoever runs functions is told", async () => {
  const { arn, as, FunctionName } = await newFunction(test());
  await test().call(PublishVersion, { FunctionName }, as);
  const forgotten: string[] = [];
  test().runs({ forget: async (functionArn) => void forgotten.push(functionArn) });
  expect(await test().call(DeleteFunction, { FunctionName }, as)).toEqual({ StatusCode: 204 });
  expect(forgotten).toEqual([arn]);
  const gone = `ResourceNotFoundException: Function not found: ${arn}`;
  expect(await refusal(test().call(DeleteFunction, { FunctionName }, as))).toBe(gone);
  expect(await refusal(test().call(DeleteFunction, { FunctionName, Qualifier: "1233" }, as))).toBe(gone);
  expect(await refusal(test().call(GetFunction, { FunctionName, Qualifier: "1" }, as))).toBe(`${gone}:1`);
});

it("a change of an older revision than the last is refused", async () => {
  const { as, FunctionName } = await newFunction(test());
  const { RevisionId } = await test().call(GetFunctionConfiguration, { FunctionName }, as);
  const update = { FunctionName, RevisionId, Description: "new" };
  await test().call(UpdateFunctionConfiguration, update, as);
  expect(await refusal(test().call(UpdateFunctionConfiguration, update, as))).toBe(
    "PreconditionFailedException: The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
  );
});

it("accounts and regions have functions of their own", async () => {
  const { FunctionName } = await newFunction(test());
  const other = { account: uniqueAccount() };
  expect(await test().call(ListFunctions, {}, other)).toEqual({ Functions: [] });
  expect(await refusal(test().call(GetFunction, { FunctionName }, other))).toContain(`:${other.account}:function:work`);
});
