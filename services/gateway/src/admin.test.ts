import { once } from "node:events";
import { type IncomingMessage, request as httpRequest } from "node:http";
import { createLog, readSettings } from "@skylab/service";
import { example, serveExample } from "@skylab/service/testing";
import { claims } from "@skylab/sqs/facts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startGateway } from "./start.ts";
import { SECRET } from "./testing/rig.ts";
import { bodyOf } from "./testing/upstream.ts";

const TOKEN = "admin's token";

/** A signature of the right form, which proves nothing. */
const CLAIMING =
  "AWS4-HMAC-SHA256 Credential=nobody/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=00";

/** What the replica was told to do as by an admin. */
const done: string[] = [];
const running: { readonly close: () => Promise<void> }[] = [];
let port = 0;

beforeEach(async () => {
  const definition = example(
    {},
    {
      ...claims,
      reset: async () => void done.push("reset"),
      control: (router) =>
        router.get("/_aws/sqs/messages", (_request, response) => {
          done.push("messages");
          response.json({ messages: [] });
        }),
    },
  );
  const admin = { token: TOKEN, hostname: undefined };
  const replica = await serveExample([definition], { host: "127.0.0.2", internalSecret: SECRET, admin });
  running.push(replica);
  const environment = {
    SKYLAB_PORT: "0",
    SKYLAB_LOG_LEVEL: "silent",
    SKYLAB_ADMIN_TOKEN: TOKEN,
    SKYLAB_SERVICE_HOSTS: `sqs=127.0.0.2:${replica.port}`,
  };
  const settings = readSettings(environment, ["sqs"]);
  const gateway = await startGateway({
    settings,
    log: createLog("silent").log,
    secret: SECRET,
    services: [{ name: "sqs", container: "sqs", claims }],
    stop: () => undefined,
  });
  port = gateway.port;
  running.push(gateway);
});

afterEach(async () => {
  done.length = 0;
  for (const { close } of running.splice(0).toReversed()) await close();
});

type Asked = { readonly method: string; readonly path: string; readonly headers: Readonly<Record<string, string>> };

/** Asks the gateway as somebody from elsewhere; resolves to the status. */
async function ask({ method, path, headers }: Asked): Promise<number> {
  // Node's client would clean the path up.
  const request = httpRequest({ host: "127.0.0.1", port, method, path, headers: { host: "evil.example", ...headers } });
  request.end();
  const [response] = (await once(request, "response")) as [IncomingMessage]; // as: the event has one argument.
  await bodyOf(response);
  return response.statusCode ?? 0;
}

/** All that may bring a request to SQS, whatever its path. */
const WAYS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "with nothing": {},
  "with a claim to be signed": { authorization: CLAIMING },
  "with a claim that ends at the gateway": { authorization: CLAIMING, connection: "close, authorization" },
  "with a target": { "x-amz-target": "AmazonSQS.ListQueues" },
  "with a target that ends at the gateway": { "x-amz-target": "AmazonSQS.X", connection: "x-amz-target" },
  "with a host of SQS": { host: "sqs.us-east-1.localhost.localstack.cloud.evil.example", authorization: CLAIMING },
  "with a forged proof": { "x-skylab-gateway": "0 127.0.0.1", authorization: CLAIMING, connection: "authorization" },
};

const PATHS = [
  "/_skylab/reset",
  "/_SKYLAB/reset",
  "/_skylab/RESET/",
  "/_SkyLab/reset?X-Amz-Signature=00",
  "/_skylab//reset",
  "//_skylab/reset",
  "/./_skylab/reset",
  "/queues/../_skylab/reset",
  "/_aws/sqs/messages/../../../_skylab/reset",
  "/_AWS/sqs/messages/../../../_skylab/reset",
  "/%5Fskylab/reset",
  "/_%73kylab/reset",
  "/_skylab%2Freset",
  "/_skylab/%72eset",
  "/_skylab;a/reset",
  "/_localstack/state/reset",
  "/_LOCALSTACK/state/reset",
  "http://127.0.0.1/_skylab/reset",
  "HTTP://127.0.0.1/_SKYLAB/reset",
  "/_aws/sqs/messages",
  "/_AWS/SQS/messages",
];

describe("who is no admin", () => {
  it.each(Object.entries(WAYS))("has nothing done by a replica %s", async (_way, headers) => {
    for (const path of PATHS) {
      for (const method of ["GET", "POST"]) await ask({ method, path, headers });
    }
    expect(done).toEqual([]);
  });
});

it("an admin has it done through the gateway", async () => {
  const headers = { authorization: `Bearer ${TOKEN}` };
  expect(await ask({ method: "POST", path: "/_skylab/reset", headers })).toBe(200);
  expect(await ask({ method: "GET", path: "/_aws/sqs/messages", headers })).toBe(200);
  expect(done).toEqual(["reset", "messages"]);
});
