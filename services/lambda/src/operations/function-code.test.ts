import { createHash } from "node:crypto";
import { AwsError } from "@skylab/aws";
import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import type { Operation } from "../operation.ts";
import { functionInput, newFunction, zipOf } from "../testing/new-function.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { CreateFunction } from "./CreateFunction.ts";
import { GetFunction } from "./GetFunction.ts";
import { GetFunctionConfiguration } from "./GetFunctionConfiguration.ts";
import { UpdateFunctionCode } from "./UpdateFunctionCode.ts";

const test = useLambda();

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("base64");

const INVALID = "InvalidParameterValueException: ";

/** A zip file that claims its only file, `index.js`, to have so many bytes. */
function claiming(bytes: number): Uint8Array {
  const zip = Buffer.from(zipOf({ "index.js": "x".repeat(1000) }));
  // The uncompressed size in the entry of the central directory: APPNOTE.TXT, 4.3.12.
  zip.writeUInt32LE(bytes, zip.indexOf("PK\u0001\u0002") + 24);
  return zip;
}

it("new code has another hash and size, and another revision", async () => {
  const { arn, as, FunctionName } = await newFunction(test());
  const before = await test().call(GetFunctionConfiguration, { FunctionName }, as);
  const ZipFile = zipOf({ "index.js": "exports.handler = async () => 1;" });
  const changed = await test().call(UpdateFunctionCode, { FunctionName, ZipFile }, as);
  expect(changed).toMatchObject({
    FunctionArn: arn,
    CodeSha256: sha256(ZipFile),
    CodeSize: ZipFile.length,
    State: "Active",
    LastUpdateStatus: "InProgress",
    LastUpdateStatusReason: "The function is being created.",
    LastUpdateStatusReasonCode: "Creating",
  });
  const after = await test().call(GetFunctionConfiguration, { FunctionName }, as);
  expect(after).toMatchObject({ CodeSha256: sha256(ZipFile), LastUpdateStatus: "Successful" });
  expect(new Set([before, changed, after].map(({ RevisionId }) => RevisionId)).size).toBe(3);
});

it("a dry run tells what would be, and changes nothing", async () => {
  const { as, FunctionName } = await newFunction(test());
  const before = await test().call(GetFunctionConfiguration, { FunctionName }, as);
  const ZipFile = zipOf();
  expect(await test().call(UpdateFunctionCode, { FunctionName, ZipFile, DryRun: true }, as)).toMatchObject({
    CodeSha256: sha256(ZipFile),
  });
  expect(await test().call(GetFunctionConfiguration, { FunctionName }, as)).toEqual(before);
});

it("what is no zip file is refused in AWS's words, and so is one that breaks off, or leads out of its folder", async () => {
  const as = { account: uniqueAccount() };
  const zip = zipOf();
  const outside = Buffer.from(zipOf({ "xx/evil.js": "" }))
    .toString("latin1")
    .replaceAll("xx/evil", "../evil");
  for (const ZipFile of [
    Buffer.from("no zip"),
    zip.subarray(0, zip.length - 10),
    Buffer.alloc(0),
    Buffer.from(outside, "latin1"),
  ]) {
    expect(await refusal(test().call(CreateFunction, functionInput(as.account, { Code: { ZipFile } }), as))).toBe(
      `${INVALID}Could not unzip uploaded file. Please check your file, then try to upload again.`,
    );
  }
});

it("a zip file of more than 50 MB is refused in AWS's words", async () => {
  const as = { account: uniqueAccount() };
  const input = functionInput(as.account, { Code: { ZipFile: Buffer.alloc(52_428_801) } });
  expect(await refusal(test().call(CreateFunction, input, as))).toBe(
    "RequestEntityTooLargeException: Zipped size must be smaller than 52428800 bytes",
  );
});

it("what would unzip to 250 MB is refused by its directory, and unpacked nowhere", async () => {
  const as = { account: uniqueAccount() };
  const input = functionInput(as.account, { Code: { ZipFile: claiming(262_144_000) } });
  expect(await refusal(test().call(CreateFunction, input, as))).toBe(
    `${INVALID}Unzipped size must be smaller than 262144000 bytes`,
  );
  expect(
    await test().call(CreateFunction, functionInput(as.account, { Code: { ZipFile: claiming(262_143_999) } }), as),
  ).toMatchObject({ State: "Pending" });
});

it("code in S3 is read a piece at a time with the permissions of whoever calls", async () => {
  const as = { account: uniqueAccount(), arn: "arn:aws:iam::111122223333:user/dev" };
  const zip = zipOf({ "index.js": "exports.handler = async () => 1;" });
  const half = Math.ceil(zip.length / 2);
  test().called.length = 0;
  test().answers(({ input }) => ({
    Body: input["IfMatch"] === undefined ? zip.subarray(0, half) : zip.subarray(half),
    ContentRange: `bytes 0-1/${zip.length}`,
    ETag: '"e"',
  }));
  const Code = { S3Bucket: "bucket", S3Key: "code.zip", S3ObjectVersion: "v1" };
  const made = await test().call(CreateFunction, functionInput(as.account, { Code }), as);
  expect(made).toMatchObject({ CodeSha256: sha256(zip), CodeSize: zip.length });
  expect(test().called.map(({ input }) => input)).toEqual([
    { Bucket: "bucket", Key: "code.zip", VersionId: "v1", Range: "bytes=0-8388607" },
    { Bucket: "bucket", Key: "code.zip", VersionId: "v1", Range: `bytes=${half}-${half + 8_388_607}`, IfMatch: '"e"' },
  ]);
  expect(test().called[0]).toMatchObject({
    service: "s3",
    operation: "GetObject",
    as: { principal: { name: "lambda.amazonaws.com" }, onBehalfOf: { arn: as.arn } },
  });
});

it("what S3 refuses is told in Lambda's words", async () => {
  const as = { account: uniqueAccount() };
  const refusedBy = async (error: AwsError): Promise<string> => {
    test().answers(() => {
      throw error;
    });
    const Code = { S3Bucket: "bucket", S3Key: "code.zip" };
    return refusal(test().call(CreateFunction, functionInput(as.account, { Code }), as));
  };
  expect(await refusedBy(new AwsError("NoSuchKey", "The specified key does not exist."))).toBe(
    `${INVALID}Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.`,
  );
  expect(await refusedBy(new AwsError("NoSuchBucket", "The specified bucket does not exist"))).toBe(
    `${INVALID}Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not exist`,
  );
  expect(await refusedBy(new AwsError("AccessDenied", "Access Denied"))).toBe(
    "AccessDeniedException: Your access has been denied by S3, please make sure your request credentials have permission to GetObject for bucket/code.zip. S3 Error Code: AccessDenied. S3 Error Message: Access Denied",
  );
});

it("code comes from one place", async () => {
  const as = { account: uniqueAccount() };
  const made = (Code: Parameters<typeof CreateFunction>[0]["Code"]): Promise<string> =>
    refusal(test().call(CreateFunction, functionInput(as.account, { Code }), as));
  expect(await made({})).toBe(`${INVALID}Please provide a source for function code.`);
  expect(await made({ S3Bucket: "bucket" })).toBe(`${INVALID}Please provide a source for function code.`);
  expect(await made({ ZipFile: zipOf(), S3Bucket: "bucket", S3Key: "k" })).toBe(
    `${INVALID}Please do not provide other FunctionCode parameters when providing a ZipFile.`,
  );
});

it("an image has neither runtime nor handler, and is told with its digest", async () => {
  const as = { account: uniqueAccount() };
  const digest = "0123456789abcdef".repeat(4);
  const made = await test().call(
    CreateFunction,
    {
      FunctionName: "image",
      Role: `arn:aws:iam::${as.account}:role/worker`,
      PackageType: "Image",
      Code: { ImageUri: `localhost:5000/app:1.0@sha256:${digest}` },
      ImageConfig: { EntryPoint: ["sh"], Command: ["-c", "echo test"], WorkingDirectory: "/app1" },
    },
    as,
  );
  expect(made).toMatchObject({ PackageType: "Image", CodeSha256: digest, CodeSize: 0 });
  expect(made.ImageConfigResponse).toEqual({
    ImageConfig: { EntryPoint: ["sh"], Command: ["-c", "echo test"], WorkingDirectory: "/app1" },
  });
  for (const name of ["Runtime", "Handler", "RuntimeVersionConfig"]) expect(made).not.toHaveProperty(name);
  const { Code } = await test().call(GetFunction, { FunctionName: "image" }, as);
  expect(Code).toEqual({
    RepositoryType: "ECR",
    ImageUri: `localhost:5000/app:1.0@sha256:${digest}`,
    ResolvedImageUri: `localhost:5000/app@sha256:${digest}`,
  });
});

it("a zip function never becomes an image, nor an image a zip function", async () => {
  const { as, FunctionName } = await newFunction(test());
  expect(await refusal(test().call(UpdateFunctionCode, { FunctionName, ImageUri: "app:1" }, as))).toBe(
    `${INVALID}Please don't provide ImageUri when updating a function with packageType Zip.`,
  );
  const Role = `arn:aws:iam::${as.account}:role/worker`;
  const image = { FunctionName: "image", Role, PackageType: "Image" as const, Code: { ImageUri: "app:1" } };
  await test().call(CreateFunction, image, as);
  expect(await refusal(test().call(UpdateFunctionCode, { FunctionName: "image", ZipFile: zipOf() }, as))).toBe(
    `${INVALID}Please provide ImageUri when updating a function with packageType Image.`,
  );
});

it("code may be for another kind of machine, and for one alone", async () => {
  const { as, FunctionName } = await newFunction(test(), { Architectures: ["arm64"] });
  expect(await test().call(GetFunctionConfiguration, { FunctionName }, as)).toMatchObject({ Architectures: ["arm64"] });
  const both = { FunctionName, ZipFile: zipOf(), Architectures: ["x86_64" as const, "arm64" as const] };
  expect(await refusal(test().call(UpdateFunctionCode, both, as))).toBe(
    "ValidationException: 1 validation error detected: Value '[x86_64, arm64]' at 'architectures' failed to satisfy constraint: Member must have length less than or equal to 1",
  );
});

/** Where code may be run in place below `/home/dev`. */
const createHere: Operation<"CreateFunction"> = (input, call, store) =>
  CreateFunction(input, call, { ...store, hotReloadFolders: ["/home/dev"] });

it("a folder is run in place where it is allowed to be, under LocalStack's names for that", async () => {
  const as = { account: uniqueAccount() };
  for (const S3Bucket of ["hot-reload", "__local__"]) {
    const Code = { S3Bucket, S3Key: "/home/dev/app/dist/" };
    const made = await test().call(createHere, functionInput(as.account, { FunctionName: S3Bucket, Code }), as);
    expect(made).toMatchObject({ CodeSha256: "hot-reloading-hash-not-available", CodeSize: 0 });
  }
});

it("a folder elsewhere, a hidden one, and one that is not named from the root are refused", async () => {
  const as = { account: uniqueAccount() };
  const made = (S3Key: string): Promise<string> =>
    refusal(test().call(createHere, functionInput(as.account, { Code: { S3Bucket: "hot-reload", S3Key } }), as));
  for (const folder of [
    "/etc",
    "/home/developer",
    "/home/dev/../other",
    "/home/dev/.ssh",
    "/home/dev/app/.git/hooks",
  ]) {
    expect(await made(folder)).toContain(
      "SKYLAB_LAMBDA_HOT_RELOAD names the folders in which code may be run in place.",
    );
  }
  expect(await made("app")).toBe(`${INVALID}S3Key must be the absolute path of a folder for hot reload, not 'app'.`);
});
