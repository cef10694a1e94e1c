import { stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { useLambda, zipOf } from "./lambda.ts";

const LOOK = `
  export const handler = async () => {
    const endpoint = process.env.AWS_ENDPOINT_URL ?? "";
    const answer = await fetch(endpoint + "/_localstack/info").then(({ status }) => status, (error) => error.name);
    return { endpoint, answer, home: process.env.HOME ?? "", parent: process.env.SKYLAB_DATA ?? "" };
  };`;

const SEND = `({ url }) =>
  new sdk.SQSClient().send(new sdk.SendMessageCommand({ QueueUrl: url, MessageBody: '"by the SDK"' }))`;

const health = async (url: string): Promise<unknown> => (await fetch(`${url}/_skylab/health`)).json();

describe.each([
  ["the strongest that works here", {}, /^(bubblewrap|unshare|plain)$/],
  ["none but limits", { SKYLAB_LAMBDA_SANDBOX: "plain" }, /^plain$/],
])("held in by %s, functions", (_, settings, level) => {
  const lambda = useLambda({ SKYLAB_SERVICES: "lambda,logs,sts,iam,sqs", ...settings });

  it("reach Skylab and know nothing of its environment; health tells what holds them in when one has run", async () => {
    const { url } = lambda.skylab();
    expect(await health(url)).not.toHaveProperty("sandbox");
    const { invoke } = await lambda.createFunction(LOOK);
    const { payload, error } = await invoke();
    expect(error).toBeUndefined();
    expect(payload).toMatchObject({
      endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      answer: 200,
      parent: "",
    });
    expect(await health(url)).toMatchObject({ sandbox: expect.stringMatching(level) });
    const { data } = (await health(url)) as { readonly data: string }; // as: health tells it.
    const modes = ["records", "queues", "objects"].map(async (name) => (await stat(join(data, name))).mode & 0o777);
    expect(await Promise.all(modes)).toEqual([0o700, 0o700, 0o700]);
  });

  it("reach Skylab by the port of its users, too: URLs that they are given, as of queues, lead there", async () => {
    const { invoke } = await lambda.createFunction(
      `export const handler = async ({ url }) => (await fetch(url + "/_localstack/info")).status;`,
    );
    expect(await invoke({ url: lambda.skylab().url })).toMatchObject({ payload: 200, error: undefined });
  });

  it.each([
    ["CommonJS", "index.js", `const sdk = require("@aws-sdk/client-sqs"); exports.handler = ${SEND};`],
    ["an ES module", "index.mjs", `import * as sdk from "@aws-sdk/client-sqs"; export const handler = ${SEND};`],
  ])("find AWS's SDK without bringing it, from %s", async (_kind, file, code) => {
    const queue = await lambda.createQueue();
    const { invoke } = await lambda.createFunction("", { Code: { ZipFile: zipOf({ [file]: code }) } });
    expect(await invoke({ url: queue.url })).toMatchObject({ error: undefined });
    expect(await queue.take(1)).toMatchObject([{ body: "by the SDK" }]);
  });
});

describe("held off from everything, functions", () => {
  const lambda = useLambda({ SKYLAB_LAMBDA_NETWORK: "isolated", SKYLAB_SERVICES: "lambda,sts,iam" });

  it("are not told where Skylab is, and run without its logs", async () => {
    const { invoke } = await lambda.createFunction(LOOK);
    expect((await invoke()).payload).toMatchObject({ endpoint: "", answer: expect.stringMatching(/Error$/) });
  });
});
