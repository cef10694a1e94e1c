import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { expect, it, vi } from "vitest";
import { clientsOf, policy } from "../iam/iam.ts";
import { createRole } from "../iam/roles.ts";
import { createFunction, createQueue, type FunctionSettings, type TestFunction, zipOf } from "../lambda/lambda.ts";
import { containersOf, docker, isImageHere } from "./docker.ts";
import type { Project } from "./project.ts";

const MINUTE_MS = 60_000;
const POLL = { timeout: MINUTE_MS, interval: 100 };
const ROOT = { accessKeyId: "test", secretAccessKey: "test" };

/** The images of the runtimes that functions of tests have. */
const IMAGES = ["nodejs:20", "nodejs:22", "python:3.12"].map((name) => `public.ecr.aws/lambda/${name}`);

/** Why no function can run here; `undefined` where they can. */
export async function whyNoFunctions(): Promise<string | undefined> {
  for (const image of IMAGES)
    if (!(await isImageHere(image))) return `the image ${image} is not here and cannot be pulled`;
  return undefined;
}

/** What the gateway's containers of functions must be like. */
export function functionTests(project: () => Project): void {
  it("runs functions in containers of their own, which reach Skylab alone", { timeout: 5 * MINUTE_MS }, async () => {
    const queue = await createQueue(project().skylab.client(SQSClient, ROOT));
    const sender = await make(project(), SENDS, { Environment: { Variables: { QUEUE: queue.url } } });
    const { payload, error, log } = await sender.invoke({ text: "from inside" }, { LogType: "Tail" });
    expect(error, JSON.stringify(payload)).toBeUndefined();
    const refused = expect.stringMatching(/^(?:ENOTFOUND|EAI_AGAIN)$/);
    expect(payload).toEqual({ sent: 200, reset: 403, redis: refused, outside: "ENETUNREACH", user: 993 });
    expect(log).toContain("says from inside");
    expect(await queue.take(1)).toMatchObject([{ body: { text: "from inside" } }]);
    await expect.poll(() => containersOf(sender), POLL).toHaveLength(1);
  });

  it("runs Python under AWS's own runtime", { timeout: 5 * MINUTE_MS }, async () => {
    const ZipFile = zipOf({ "index.py": "def handler(event, context):\n  return {'got': event}\n" });
    const { invoke } = await make(project(), "", { Runtime: "python3.12", Code: { ZipFile } });
    expect((await invoke({ a: 1 })).payload).toEqual({ got: { a: 1 } });
  });

  it(
    "tells that a function failed whose container is killed, and runs the next",
    { timeout: 5 * MINUTE_MS },
    async () => {
      const waiter = await make(project(), WAITS);
      expect((await waiter.invoke()).payload).toBe(1);
      await expect.poll(() => containersOf(waiter), POLL).toHaveLength(1);
      const killed = waiter.invoke({ waits: true });
      // There is a second one where the first was not ready again in time.
      const containers = await vi.waitFor(() => begunOf(waiter), POLL);
      await Promise.all(containers.map(project().kill9));
      expect((await killed).error).toBe("Unhandled");
      expect((await waiter.invoke()).payload).toBe(1);
    },
  );

  it("leaves no container behind when the gateway is killed", { timeout: 5 * MINUTE_MS }, async () => {
    const waiter = await make(project(), WAITS);
    expect((await waiter.invoke()).payload).toBe(1);
    await expect.poll(() => containersOf(waiter), POLL).toHaveLength(1);
    const [gateway = ""] = await project().containers("gateway");
    await project().kill9(gateway);
    await project().up(1);
    await expect.poll(() => containersOf(waiter), POLL).toEqual([]);
    expect((await waiter.invoke()).payload).toBe(1);
  });
}

/** A function's containers, in one of which it waits. */
async function begunOf(waiter: TestFunction): Promise<readonly string[]> {
  const containers = await containersOf(waiter);
  await Promise.any(containers.map((container) => docker("exec", container, "test", "-e", BEGUN)));
  return containers;
}

/** A function whose role may do everything. */
async function make({ skylab }: Project, code: string, more: FunctionSettings = {}): Promise<TestFunction> {
  const service = { Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const role = await createRole(clientsOf(skylab, ROOT), service, { policy: policy({ Action: "*" }) });
  return await createFunction(skylab.client(LambdaClient, ROOT), code, { Role: role.arn, Timeout: 120, ...more });
}

/** Sends a message by its role, whose key it signs with as an SDK would, and tells what it reaches besides. */
const SENDS = `
import { createHash, createHmac } from "node:crypto";
import { request } from "node:http";
import { connect } from "node:net";

const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION } = process.env;
const { host } = new URL(AWS_ENDPOINT_URL);
const hash = (text) => createHash("sha256").update(text).digest("hex");
const hmac = (key, text) => createHmac("sha256", key).update(text).digest();

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
const signed = (target, body) => {
  const time = new Date().toISOString().replaceAll(/[-:]|\\.\\d+/g, "");
  const headers = { host, "x-amz-date": time, "x-amz-security-token": AWS_SESSION_TOKEN, "x-amz-target": target };
  const names = Object.keys(headers).join(";");
  const lines = Object.entries(headers).map(([name, value]) => name + ":" + value + "\\n").join("");
  const scope = [time.slice(0, 8), AWS_REGION, "sqs", "aws4_request"];
  const text = ["AWS4-HMAC-SHA256", time, scope.join("/"), hash(["POST", "/", "", lines, names, hash(body)].join("\\n"))].join("\\n");
  const key = scope.reduce(hmac, "AWS4" + AWS_SECRET_ACCESS_KEY);
  const signature = createHmac("sha256", key).update(text).digest("hex");
  const credential = AWS_ACCESS_KEY_ID + "/" + scope.join("/");
  const authorization = "AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=" + names + ", Signature=" + signature;
  return { ...headers, authorization, "content-type": "application/x-amz-json-1.0" };
};
const post = (path, body, headers = {}) =>
  new Promise((resolve) => {
    const sent = request(AWS_ENDPOINT_URL + path, { method: "POST", headers }, (answer) => {
      answer.resume().on("end", () => resolve(answer.statusCode));
    });
    sent.on("error", (error) => resolve(error.code));
    sent.end(body);
  });
const reach = (host, port) =>
  new Promise((resolve) => connect({ host, port }, () => resolve("connected")).on("error", ({ code }) => resolve(code)));

export const handler = async (event) => {
  console.log("says " + event.text);
  const message = JSON.stringify({ QueueUrl: process.env.QUEUE, MessageBody: JSON.stringify(event) });
  return {
    sent: await post("/", message, signed("AmazonSQS.SendMessage", message)),
    reset: await post("/_skylab/reset", ""),
    redis: await reach("redis", 6379),
    outside: await reach("192.0.2.1", 80),
    user: process.getuid(),
  };
};
`;

/** A function that waits makes this file before. It waits for longer than it may take to find its container and kill it. */
const BEGUN = "/tmp/begun";

const WAITS = `
import { writeFileSync } from "node:fs";
let count = 0;
export const handler = async ({ waits }) => {
  count += 1;
  if (waits) {
    writeFileSync("${BEGUN}", "");
    await new Promise((resolve) => setTimeout(resolve, 110_000));
  }
  return count;
};
`;
