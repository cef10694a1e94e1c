// What it costs to know who calls and what they may: the same SendMessage by anybody, by root, and by a user.
import { sign } from "../../packages/auth/dist/index.js";
import { createClient, ROOT } from "./client.mjs";
import { measure, printRow } from "./report.mjs";
import { startSkylab } from "./servers.mjs";
import { newQueue, stepsOf } from "./sqs-steps.mjs";

const WARM_UP = 3000;
const REQUESTS = 15_000;

/** What a user of a team has: five statements, of which the last allows it. */
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Deny", Action: "sqs:DeleteQueue", Resource: "*" },
    { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::team-*/*" },
    { Effect: "Allow", Action: "dynamodb:*Item", Resource: "arn:aws:dynamodb:*:*:table/team-*" },
    { Effect: "Allow", Action: "sqs:ReceiveMessage", Resource: "arn:aws:sqs:*:*:bench" },
    {
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Resource: "arn:aws:sqs:*:*:bench",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ],
});

export async function benchAccess({ skylab }) {
  console.log("SendMessage, by who may send:");
  const open = await startSkylab({ SKYLAB_AUTH: "open" });
  const base = await measureSends("any key, not verified", { server: open, credentials: ROOT });
  await open.stop();
  await measureSends("the root key, verified", { server: skylab, credentials: ROOT, base });
  const user = await newUser(skylab.port);
  await measureSends("a user, verified, five statements", { server: skylab, credentials: user, base });
}

async function measureSends(name, { server, credentials, base }) {
  const root = createClient({ port: server.port, service: "sqs", target: "AmazonSQS" });
  const client = createClient({ port: server.port, service: "sqs", target: "AmazonSQS", credentials });
  const { send } = stepsOf(client, await newQueue(root, "bench"));
  await measure(server, WARM_UP, send);
  const measured = await measure(server, REQUESTS, send);
  printRow(name, measured, base);
  root.close();
  client.close();
  return measured;
}

async function newUser(port) {
  await callIam(port, { Action: "CreateUser", UserName: "bench" });
  const policy = { UserName: "bench", PolicyName: "bench", PolicyDocument: POLICY };
  await callIam(port, { Action: "PutUserPolicy", ...policy });
  const answer = await callIam(port, { Action: "CreateAccessKey", UserName: "bench" });
  const [, accessKeyId] = /<AccessKeyId>([^<]+)/.exec(answer) ?? [];
  const [, secretAccessKey] = /<SecretAccessKey>([^<]+)/.exec(answer) ?? [];
  return { accessKeyId, secretAccessKey };
}

async function callIam(port, parameters) {
  const body = new URLSearchParams({ Version: "2010-05-08", ...parameters }).toString();
  const headers = { host: `127.0.0.1:${port}`, "content-type": "application/x-www-form-urlencoded" };
  const request = { method: "POST", path: "/", query: "", headers };
  const signed = sign(request, ROOT, { region: "us-east-1", service: "iam", now: Date.now(), body });
  const answer = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers: { ...headers, ...signed }, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${parameters.Action}: ${text}`);
  return text;
}
