import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { homedir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { CreateRoleCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetAccountSettingsCommand,
  GetFunctionCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  paginateListFunctions,
  PublishLayerVersionCommand,
  PublishVersionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from "@aws-sdk/client-lambda";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { uniqueAccount, uniqueName } from "@skylab/testkit";
import { afterAll, describe, expect, it } from "vitest";
import { createUser, policy, trust, useIam } from "../iam/iam.ts";
import { refusal, useLambda, zipOf } from "./lambda.ts";

const lambda = useLambda();

const WAIT = { maxWaitTime: 60, minDelay: 1, maxDelay: 1 };

const saying = (word: string): string => `export const handler = async () => "${word}";`;

/** What a client sends to make a function. */
const input = (FunctionName = uniqueName("function")) => ({
  FunctionName,
  Role: "arn:aws:iam::000000000000:role/worker",
  Runtime: "nodejs22.x" as const,
  Handler: "index.handler",
  Code: { ZipFile: zipOf(saying("one")) },
});

/** A client of an account of its own. */
const ownClient = (): LambdaClient => lambda.client({ accessKeyId: uniqueAccount(), secretAccessKey: "test" });

describe("a function", () => {
  it("lives as the SDK's waiters want it: made, active, changed, updated, published, deleted", async () => {
    const client = lambda.client();
    const asked = input();
    const { FunctionName } = asked;
    expect(await client.send(new CreateFunctionCommand(asked))).toMatchObject({ State: "Pending" });
    expect(await waitUntilFunctionActiveV2({ client, ...WAIT }, { FunctionName })).toMatchObject({ state: "SUCCESS" });

    const settings = { FunctionName, Timeout: 9, Environment: { Variables: { STAGE: "b" } } };
    const changed = await client.send(new UpdateFunctionConfigurationCommand(settings));
    expect(changed).toMatchObject({ LastUpdateStatus: "InProgress" });
    expect(await waitUntilFunctionUpdatedV2({ client, ...WAIT }, { FunctionName })).toMatchObject({ state: "SUCCESS" });

    expect(await client.send(new PublishVersionCommand({ FunctionName }))).toMatchObject({ Version: "1", Timeout: 9 });
    const { Versions } = await client.send(new ListVersionsByFunctionCommand({ FunctionName }));
    expect(Versions?.map(({ Version }) => Version)).toEqual(["$LATEST", "1"]);

    const { $metadata } = await client.send(new DeleteFunctionCommand({ FunctionName }));
    expect($metadata.httpStatusCode).toBe(204);
    expect(await refusal(client.send(new GetFunctionCommand({ FunctionName })))).toContain(
      `ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:${FunctionName}`,
    );
  });

  it("gives its very code back to whoever has the link to it", async () => {
    const client = lambda.client();
    const asked = input();
    await client.send(new CreateFunctionCommand(asked));
    const { Code, Configuration } = await client.send(new GetFunctionCommand({ FunctionName: asked.FunctionName }));
    const answer = await fetch(Code?.Location ?? "");
    expect(answer.status).toBe(200);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.equals(asked.Code.ZipFile)).toBe(true);
    expect(Configuration?.CodeSize).toBe(bytes.length);
    const forged = (Code?.Location ?? "").replace(/signature=../, "signature=zz");
    expect((await fetch(forged)).status).toBe(403);
  });

  it("runs its new code when that is there", async () => {
    const { client, invoke, name: FunctionName } = await lambda.createFunction(saying("one"));
    expect(await invoke()).toMatchObject({ payload: "one" });
    await client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zipOf(saying("two")) }));
    await waitUntilFunctionUpdatedV2({ client, ...WAIT }, { FunctionName });
    await expect.poll(async () => (await invoke()).payload).toBe("two");
  });

  it("is made of code in S3, of whatever size", async () => {
    const s3 = lambda.skylab().client(S3Client);
    const Bucket = uniqueName("code");
    await s3.send(new CreateBucketCommand({ Bucket }));
    // More than is asked for at a time, and nothing that a zip file could make smaller.
    const noise = Buffer.alloc(12 * 1024 * 1024, 0);
    for (let at = 0; at < noise.length; at += 4) noise.writeUInt32LE((Math.random() * 2 ** 32) >>> 0, at);
    const zip = zipOf({ "index.mjs": saying("from S3"), "noise.txt": noise.toString("base64") });
    await s3.send(new PutObjectCommand({ Bucket, Key: "a/code.zip", Body: zip }));
    const { invoke } = await lambda.createFunction("", { Code: { S3Bucket: Bucket, S3Key: "a/code.zip" } });
    expect(await invoke()).toMatchObject({ payload: "from S3" });
    const missing = { ...input(), Code: { S3Bucket: Bucket, S3Key: "none.zip" } };
    expect(await refusal(lambda.client().send(new CreateFunctionCommand(missing)))).toBe(
      "InvalidParameterValueException: Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.",
    );
  });

  it("of a body that is larger than AWS takes is refused before any of it came", async () => {
    const { hostname, port } = new URL(lambda.skylab().url);
    const credential = "Credential=test/20260101/us-east-1/lambda/aws4_request";
    const answer = await new Promise<{ readonly status: number | undefined; readonly body: string }>(
      (resolve, reject) => {
        const asked = request(
          {
            hostname,
            port,
            method: "POST",
            path: "/2015-03-31/functions",
            headers: {
              authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0`,
              "content-length": 70_167_212,
            },
          },
          (response) => {
            const told = (body: string): void => {
              asked.destroy();
              resolve({ status: response.statusCode, body });
            };
            void text(response).then(told, reject);
          },
        );
        asked.on("error", reject);
        asked.flushHeaders();
      },
    );
    expect(answer.status).toBe(413);
    expect(answer.body).toContain("Request must be smaller than 70167211 bytes for the CreateFunction operation");
  });

  it("of a kind that does not exist is refused in AWS's words", async () => {
    const asked = { ...input(), Runtime: "nodejs99.x" as "nodejs22.x" }; // as: no type has it.
    expect(await refusal(lambda.client().send(new CreateFunctionCommand(asked)))).toMatch(
      /^InvalidParameterValueException: Value nodejs99\.x at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: /,
    );
  });

  it("is tagged, and listed with all others of its account", async () => {
    const client = ownClient();
    const names = ["a", "b", "c"].map((name) => uniqueName(name));
    let Resource = "";
    for (const name of names) Resource = (await client.send(new CreateFunctionCommand(input(name)))).FunctionArn ?? "";
    const listed: (string | undefined)[] = [];
    for await (const { Functions = [] } of paginateListFunctions({ client, pageSize: 2 }, {})) {
      listed.push(...Functions.map(({ FunctionName }) => FunctionName));
    }
    expect(listed).toEqual(names);
    await client.send(new TagResourceCommand({ Resource, Tags: { team: "blue", cost: "1" } }));
    await client.send(new UntagResourceCommand({ Resource, TagKeys: ["cost"] }));
    expect((await client.send(new ListTagsCommand({ Resource }))).Tags).toEqual({ team: "blue" });
    const { AccountUsage } = await client.send(new GetAccountSettingsCommand({}));
    expect(AccountUsage).toMatchObject({ FunctionCount: 3 });
  });
});

const importing = (name: string): string => `import words from "${name}"; export const handler = async () => words;`;

it("ES modules import packages of layers, as AWS's Node.js lets them, and are told which they lack", async () => {
  const client = lambda.client();
  const folder = "nodejs/node_modules/words";
  const ZipFile = zipOf({
    [`${folder}/package.json`]: '{ "exports": { "import": "./words.mjs", "require": "./words.cjs" } }',
    [`${folder}/words.mjs`]: 'export { default } from "more-words";',
    [`${folder}/words.cjs`]: 'module.exports = "required";',
    "nodejs/node_modules/more-words/index.js": 'module.exports = "imported";',
  });
  const layer = await client.send(
    new PublishLayerVersionCommand({ LayerName: uniqueName("layer"), Content: { ZipFile } }),
  );
  const Layers = [layer.LayerVersionArn ?? ""];
  const { invoke } = await lambda.createFunction(importing("words"), { Layers });
  expect(await invoke()).toMatchObject({ payload: "imported", error: undefined });
  const lacking = await lambda.createFunction(importing("others"), { Layers });
  expect(await lacking.invoke()).toMatchObject({
    payload: { errorMessage: expect.stringContaining("Cannot find package 'others' imported from ") },
  });
});

it("a layer is downloaded as it was published, and is at hand for the function that has it", async () => {
  const client = lambda.client();
  const LayerName = uniqueName("layer");
  const ZipFile = zipOf({ "nodejs/node_modules/words/index.js": 'module.exports = "from the layer";' });
  const layer = await client.send(new PublishLayerVersionCommand({ LayerName, Content: { ZipFile } }));
  const downloaded = await fetch(layer.Content?.Location ?? "");
  expect(Buffer.from(await downloaded.arrayBuffer()).equals(ZipFile)).toBe(true);
  const Code = { ZipFile: zipOf({ "index.js": 'exports.handler = async () => require("words");' }) };
  const { invoke } = await lambda.createFunction("", { Code, Layers: [layer.LayerVersionArn ?? ""] });
  expect(await invoke()).toMatchObject({ payload: "from the layer" });
});

describe("code in a folder", () => {
  let folder: string | undefined;
  afterAll(() => folder !== undefined && rm(folder, { recursive: true, force: true }));

  it("is run in place, and again when somebody writes it anew", async () => {
    folder = await mkdtemp(join(homedir(), "skylab-hot-"));
    // Functions may be somebody else here.
    await chmod(folder, 0o755);
    await writeFile(join(folder, "index.mjs"), saying("one"));
    const { invoke } = await lambda.createFunction("", { Code: { S3Bucket: "hot-reload", S3Key: folder } });
    expect(await invoke()).toMatchObject({ payload: "one" });
    await writeFile(join(folder, "index.mjs"), saying("another"));
    await expect.poll(async () => (await invoke()).payload).toBe("another");
  });
});

describe("where keys count", () => {
  const iam = useIam();

  it("a user makes functions as its policies allow, with a role that trusts Lambda", async () => {
    const account = await iam.createAccount();
    const alice = await createUser(account.root);
    const client = iam.skylab().client(LambdaClient, alice.key);
    const RoleName = uniqueName("role");
    const Service = "lambda.amazonaws.com";
    const document = trust({ Principal: { Service } });
    const { Role } = await account.root.iam.send(
      new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document }),
    );
    const asked = { ...input(), Role: Role?.Arn ?? "" };
    const create = (): Promise<unknown> => client.send(new CreateFunctionCommand(asked));
    expect(await refusal(create())).toContain("is not authorized to perform: lambda:CreateFunction");
    const allow = (...Action: string[]): Promise<unknown> =>
      account.root.iam.send(
        new PutUserPolicyCommand({ UserName: alice.name, PolicyName: "p", PolicyDocument: policy({ Action }) }),
      );
    await allow("lambda:CreateFunction");
    await expect.poll(() => refusal(create())).toContain("is not authorized to perform: iam:PassRole");
    await allow("lambda:CreateFunction", "iam:PassRole");
    await expect.poll(create).toMatchObject({ State: "Pending" });
    expect(await refusal(client.send(new ListFunctionsCommand({})))).toContain("lambda:ListFunctions");
  });
});
