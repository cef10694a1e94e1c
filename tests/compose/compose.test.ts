import { DeleteAccessKeyCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { connectSkylab, uniqueAccount, uniqueName } from "@skylab/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BUCKET, loadAndStrike, newLedger, readAll, settle } from "../crash/s3-load.ts";
import { clientsOf, createUser, policy } from "../iam/iam.ts";
import { type Arrived, GROUPS as FAN_OUT_GROUPS, startFanOut } from "../sns/fan-out-load.ts";
import { docker, whyNoCompose } from "./docker.ts";
import { eventTests } from "./events.ts";
import { functionTests, whyNoFunctions } from "./functions.ts";
import { type Diary, GROUPS, startLoad } from "./load.ts";
import { type Project, newProject } from "./project.ts";
import { runTests } from "./run-tests.ts";

const MINUTE_MS = 60_000;
/** Answers to the load between two blows, so that each comes upon a product that works. */
const ANSWERS_BETWEEN = 300;
/** What a restart may cost clients with the SDK's default retries. */
const MAX_ERROR_SHARE = 0.01;

/** A request that begins so long after its key was deleted is refused. */
const STOPS_WITHIN_MS = 1_000;

const SERVICES = [
  "gateway",
  "apigateway",
  "dynamodb",
  "iam",
  "lambda",
  "logs",
  "s3",
  "sns",
  "sqs",
  "redis",
  "rabbitmq",
  "minio",
];

/** As many as the tests on SQS look at one by one; of the others two tell as much. */
const THREE_OF_SQS = { ofSqs: 3 };

/** Messages published between two blows. */
const PUBLISHED_BETWEEN = 500;

/** Objects put, copied, deleted and joined between two blows. */
const OBJECTS_BETWEEN = 60;

/** The others start a Skylab of their own, want other settings than those of compose, or a folder of this machine. */
const FUNCTION_TESTS = ["aliases", "between", "invoke", "mappings", "urls"].map(
  (name) => `tests/lambda/${name}.test.ts`,
);

/** One of each kind of API, what replicas share, and what they hear of each other. */
const API_TESTS = [
  "accounts",
  "addresses",
  "authorizers",
  "functions",
  "http",
  "stages",
  "usage-plans",
  "websocket",
].map((name) => `tests/apigateway/${name}.test.ts`);

/** Who may invoke a method: in the mode in which keys count. */
const API_ACCESS_TEST = "tests/apigateway/access.test.ts";

const reason = await whyNoCompose();
const noFunctions = reason ?? (await whyNoFunctions());

if (reason === undefined) describe("docker compose up", composeTests);
else it.skip(`nothing of the compose project was run: ${reason}`);

function composeTests(): void {
  let project: Project;
  beforeAll(async () => {
    project = await newProject();
    await project.compose("build");
    await project.up(1);
  }, 10 * MINUTE_MS);
  afterAll(() => project.down(), 2 * MINUTE_MS);

  it("lets in who signs with the root key, and nobody else", async () => {
    const root = project.skylab.client(SQSClient, { accessKeyId: "test", secretAccessKey: "test" });
    await root.send(new CreateQueueCommand({ QueueName: uniqueName("queue") }));
    for (const as of [{ account: uniqueAccount() }, { accessKeyId: "test", secretAccessKey: "wrong" }]) {
      const other = project.skylab.client(SQSClient, as);
      await expect(other.send(new ListQueuesCommand())).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    }
  });

  it("shows ports to this machine only", async () => {
    const addresses = await docker(
      "inspect",
      "--format",
      "{{range .NetworkSettings.Ports}}{{range .}}{{.HostIp}} {{end}}{{end}}",
      ...(await Promise.all(SERVICES.map(project.containers))).flat(),
    );
    expect(new Set(addresses.split(/\s+/).filter((address) => address !== ""))).toEqual(new Set(["127.0.0.1"]));
  });

  if (noFunctions === undefined) functionTests(() => project);
  else it.skip(`no function was run: ${noFunctions}`);

  it("starts again when all of it dies by itself", { timeout: 6 * MINUTE_MS }, async () => {
    // One of each: all replicas of a service are restarted by the same words of docker-compose.yml.
    const all = (await Promise.all(SERVICES.map(project.containers))).flat();
    await project.crash(all);
    const states = async (): Promise<string[]> =>
      (await docker("inspect", "--format", "{{.RestartCount}} {{.State.Health.Status}}", ...all)).split("\n");
    const restarted = all.map(() => expect.stringMatching(/^[1-9]\d* healthy$/));
    await expect.poll(states, { timeout: 4 * MINUTE_MS, interval: 500 }).toEqual(restarted);
    const root = project.skylab.client(SQSClient, { accessKeyId: "test", maxAttempts: 3 });
    await root.send(new ListQueuesCommand());
  });

  if (noFunctions === undefined) eventTests(() => project);

  it(
    "hands every message of a topic to its queues when containers are killed",
    { timeout: 10 * MINUTE_MS },
    async () => {
      await project.up(2);
      const load = await startFanOut(project.skylab);
      for (const service of ["sns", "sqs", "rabbitmq"]) {
        await load.published(PUBLISHED_BETWEEN);
        const [container = ""] = await project.containers(service);
        await project.kill9(container);
        await project.up(2);
      }
      await load.published(PUBLISHED_BETWEEN);
      const arrived = await load.finish();
      for (const each of arrived) expectAllArrived(each);
      const bodies = arrived.flatMap((each) => each.bodies);
      console.log(`fan-out: ${bodies.length} deliveries of ${arrived[0]?.published} messages to each queue`);
    },
  );

  it(
    "loses no object, and tears none, when containers are killed under load",
    { timeout: 10 * MINUTE_MS },
    async () => {
      await project.up(2);
      const root = { accessKeyId: "test", secretAccessKey: "test" };
      const client = (): S3Client => project.skylab.client(S3Client, root);
      // A product that was killed may have just come up.
      const reader = project.skylab.client(S3Client, { ...root, maxAttempts: 3 });
      await client().send(new CreateBucketCommand({ Bucket: BUCKET }));
      const ledger = newLedger();
      for (const service of ["s3", "minio"]) {
        const strike = async (): Promise<void> => {
          const [container = ""] = await project.containers(service);
          await project.kill9(container);
          await project.up(2);
        };
        await loadAndStrike(client, ledger, { after: OBJECTS_BETWEEN, strike, andMore: OBJECTS_BETWEEN });
        expect(settle(ledger, await readAll(reader))).toEqual([]);
      }
      console.log(`objects: ${ledger.answers} requests answered`);
    },
  );

  it("scales to three replicas, and each of them serves", { timeout: 6 * MINUTE_MS }, async () => {
    await project.up(2, THREE_OF_SQS);
    const load = await startLoad(project.skylab, uniqueName("scaled"));
    await load.answers(ANSWERS_BETWEEN);
    await load.finish();
    const replicas = await project.containers("sqs");
    expect(replicas).toHaveLength(3);
    for (const replica of replicas) expect(await requestsServed(replica)).toBeGreaterThan(ANSWERS_BETWEEN / 10);
    expectAllAccountedFor(load.diary);
    expect(load.diary.errors).toEqual([]);
  });

  it("loses nothing when any container is killed under load", { timeout: 10 * MINUTE_MS }, async () => {
    const load = await startLoad(project.skylab, uniqueName("killed"));
    for (const service of ["sqs", "redis", "iam", "rabbitmq", "gateway", "minio"]) {
      await load.answers(ANSWERS_BETWEEN);
      const [container = ""] = await project.containers(service);
      await project.kill9(container);
      await project.up(2, THREE_OF_SQS);
    }
    await load.answers(ANSWERS_BETWEEN);
    await load.finish();
    report("killed", load.diary);
    expectAllAccountedFor(load.diary);
  });

  it("is restarted under load without its clients' notice", { timeout: 6 * MINUTE_MS }, async () => {
    const load = await startLoad(project.skylab, uniqueName("restarted"));
    await load.answers(ANSWERS_BETWEEN);
    await project.compose("restart", "sqs");
    await project.up(2, THREE_OF_SQS);
    await load.answers(ANSWERS_BETWEEN);
    await load.finish();
    report("restarted", load.diary);
    const { errors, answers } = load.diary;
    expect(errors.length / (answers + errors.length), errors.join("\n")).toBeLessThanOrEqual(MAX_ERROR_SHARE);
    expectAllAccountedFor(load.diary);
  });

  it("stops a deleted key on every replica within a second", { timeout: 6 * MINUTE_MS }, async () => {
    await project.up(2, THREE_OF_SQS);
    const root = clientsOf(project.skylab, { accessKeyId: "test", secretAccessKey: "test" });
    const replicas = await Promise.all((await project.containers("sqs")).map(addressOf));
    // A machine that is busy with other things may keep a replica from hearing of it; a product that is late always is.
    const latest = async (): Promise<number> => {
      const ada = await createUser(root, policy({ Action: "sqs:*" }));
      const clients = replicas.map((address) => connectSkylab(`http://${address}`).client(SQSClient, ada.key));
      await Promise.all(clients.map(list));
      await root.iam.send(new DeleteAccessKeyCommand({ UserName: ada.name, AccessKeyId: ada.key.accessKeyId }));
      const deletedAt = performance.now();
      return Math.max(...(await Promise.all(clients.map(async (client) => (await lastLetIn(client)) - deletedAt))));
    };
    await expect.poll(latest, { timeout: 2 * MINUTE_MS }).toBeLessThan(STOPS_WITHIN_MS);
  });

  it("has one time in all its replicas, also in those that come later", { timeout: 6 * MINUTE_MS }, async () => {
    await project.up(2, THREE_OF_SQS);
    const { clock } = project.skylab;
    await clock.advance(24 * 60 * MINUTE_MS);
    const tomorrow = await clock.now();
    const replicasNear = async (expected: number): Promise<number> => {
      const times = await Promise.all((await project.containers("sqs")).map(timeAt));
      // Minutes may go by while a replica is started.
      return times.filter((time) => Math.abs(time - expected) < 60 * MINUTE_MS).length;
    };
    expect(await replicasNear(tomorrow)).toBe(3);
    await project.up(2, { ofSqs: 4 });
    expect(await replicasNear(tomorrow)).toBe(4);
    await project.skylab.fetch("/_skylab/clock", { method: "POST", body: JSON.stringify({ release: true }) });
    expect(await replicasNear(Date.now())).toBe(4);
  });

  it(
    "answers as the embedded mode does: all of tests/iam, and who may ask APIs",
    { timeout: 10 * MINUTE_MS },
    async () => {
      await project.up(2);
      const { failed, passed } = await runTests(project, "tests/iam", API_ACCESS_TEST);
      expect(failed, failed.join("\n")).toEqual([]);
      expect(passed).toBeGreaterThan(60);
    },
  );

  describe("where keys do not count", () => {
    // The tests call as many accounts, some without a signature, and their functions work without roles; what IAM's own
    // keys may do is decided all the same.
    beforeAll(() => project.up(2, { settings: { SKYLAB_AUTH: "open" } }), 10 * MINUTE_MS);

    it("answers as the embedded mode does: all of tests/dynamodb", { timeout: 10 * MINUTE_MS }, async () => {
      const { failed, passed } = await runTests(project, "tests/dynamodb");
      expect(failed, failed.join("\n")).toEqual([]);
      expect(passed).toBeGreaterThan(150);
    });

    it("answers as the embedded mode does: all of tests/sqs", { timeout: 10 * MINUTE_MS }, async () => {
      const { failed, passed } = await runTests(project, "tests/sqs");
      expect(failed, failed.join("\n")).toEqual([]);
      expect(passed).toBeGreaterThan(100);
    });

    it("answers as the embedded mode does: tests/s3", { timeout: 10 * MINUTE_MS }, async () => {
      const { failed, passed } = await runTests(project, "tests/s3");
      expect(failed, failed.join("\n")).toEqual([]);
      expect(passed).toBeGreaterThan(180);
    });

    if (noFunctions === undefined) {
      it("answers as the embedded mode does: most of tests/lambda", { timeout: 15 * MINUTE_MS }, async () => {
        const { failed, passed } = await runTests(project, ...FUNCTION_TESTS);
        expect(failed, failed.join("\n")).toEqual([]);
        expect(passed).toBeGreaterThan(35);
      });

      it("answers as the embedded mode does: most of tests/apigateway", { timeout: 10 * MINUTE_MS }, async () => {
        const { failed, passed } = await runTests(project, ...API_TESTS);
        expect(failed, failed.join("\n")).toEqual([]);
        expect(passed).toBeGreaterThan(25);
      });
    }

    it("answers as the embedded mode does: tests/sns", { timeout: 10 * MINUTE_MS }, async () => {
      const { failed, passed } = await runTests(project, "tests/sns");
      expect(failed, failed.join("\n")).toEqual([]);
      expect(passed).toBeGreaterThan(10);
    });
  });
}

/** FIFO topics: in the order of each group, and once. */
function expectAllArrived({ queue, missing, published, bodies }: Arrived): void {
  expect(missing).toEqual([]);
  expect(published).toBeGreaterThan(0);
  if (queue === "standard") return;
  for (const group of FAN_OUT_GROUPS) {
    const numbers = bodies.filter((body) => body.startsWith(`${group}/`)).map((body) => Number(body.slice(3)));
    expect(numbers).toEqual(Array.from(numbers, (_, at) => at));
  }
}

const list = (client: SQSClient): Promise<unknown> => client.send(new ListQueuesCommand({}));

/** When the last request of a key began that was not refused for it. */
async function lastLetIn(client: SQSClient): Promise<number> {
  for (let last = Number.NEGATIVE_INFINITY; ;) {
    const begun = performance.now();
    const answer = String(await list(client).catch((error: unknown) => error));
    if (answer.endsWith("The security token included in the request is invalid.")) return last;
    last = begun;
  }
}

function expectAllAccountedFor({ sent, received, deleted, risen, receipts }: Diary): void {
  expect(deleted.size).toBeGreaterThan(0);
  expect([...sent].filter((body) => !received.has(body))).toEqual([]);
  expect(risen).toEqual([]);
  for (const group of GROUPS) {
    const numbers = [...received].filter((body) => body.startsWith(`${group}/`)).map((body) => Number(body.slice(3)));
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  }
  expect(receipts.size).toBeGreaterThanOrEqual(sent.size);
}

function report(name: string, { sent, received, receipts, answers, errors }: Diary): void {
  const again = [...receipts.values()].filter((times) => times > 1).length;
  console.log(
    `${name}: ${answers} requests answered, ${errors.length} failed; ${sent.size} messages sent, ${received.size} received, ${again} more than once`,
  );
}

/** Where a replica has its own port: `127.0.0.1:32768`. */
async function addressOf(container: string): Promise<string> {
  const [address = ""] = (await docker("port", container, "4566")).split("\n");
  return address;
}

/** What a replica answers on its own port. */
const askReplica = async (container: string, path: string): Promise<string> =>
  (await fetch(`http://${await addressOf(container)}${path}`)).text();

async function timeAt(replica: string): Promise<number> {
  const { milliseconds } = JSON.parse(await askReplica(replica, "/_skylab/clock")) as { milliseconds: number }; // as: its own form.
  return milliseconds;
}

async function requestsServed(replica: string): Promise<number> {
  const metrics = await askReplica(replica, "/metrics");
  const counts = [...metrics.matchAll(/^skylab_requests_total\{.*\} (\d+)$/gm)].map(([, count]) => Number(count));
  return counts.reduce((sum, count) => sum + count, 0);
}
