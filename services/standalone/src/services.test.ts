import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { egressOf } from "@skylab/apigateway/facts";
import { providerKeysOf } from "@skylab/iam/facts";
import { movableClock, randomIds } from "@skylab/aws";
import { claimsOf } from "@skylab/gateway/claims";
import { encryptionKeyOf } from "@skylab/identity";
import { openFileObjects } from "@skylab/objects/files";
import type { Values } from "@skylab/protocol";
import { openLmdbQueues } from "@skylab/queues/lmdb";
import { openLmdbRecords } from "@skylab/records/lmdb";
import { containerOf, SERVICE_NAMES, type Service } from "@skylab/service";
import { testFrame } from "@skylab/service/testing";
import { reachOf } from "@skylab/sns/facts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openFunctions } from "./functions.ts";
import { type Engines, openServices } from "./services.ts";
import { readAllSettings } from "./settings.ts";
import { usedContainers } from "./used-containers.ts";

const ACCOUNT = "111122223333";
const AS = {
  principal: { name: "test.amazonaws.com", sourceArn: undefined },
  place: { account: ACCOUNT, region: "eu-central-1" },
  onBehalfOf: { account: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, id: ACCOUNT, accessKeyId: ACCOUNT },
};
const CONTAINERS = ["apigateway", "dynamodb", "iam", "lambda", "logs", "s3", "sns", "sqs"];

const settings = readAllSettings({});
const clock = movableClock();
const frame = testFrame(clock);
const closing: (() => Promise<unknown>)[] = [];
let engines: Engines;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "skylab-test-"));
  const whereabouts = { port: () => settings.port, engines: [] };
  const at = (name: string) => ({ folder: join(folder, name), clock, ids: randomIds, durability: "fast" }) as const;
  const records = await openLmdbRecords(at("records"));
  const queues = openLmdbQueues(at("queues"));
  const blobs = await openFileObjects(at("objects"));
  const kept = { records, queues, blobs, clock, ids: randomIds };
  const functions = openFunctions({
    ...kept,
    settings,
    data: folder,
    log: frame.log,
    openDoor: () => Promise.reject(new Error("There is no server.")),
    port: () => settings.port,
  });
  engines = {
    ...kept,
    encryptionKey: encryptionKeyOf("a test's encryption key"),
    providerKeys: providerKeysOf(settings.own, whereabouts),
    issuerKeys: new Map(),
    reach: reachOf(settings.own, whereabouts),
    egress: egressOf(settings.own, whereabouts),
    hotReloadFolders: [],
    host: functions.host,
  };
  closing.push(async () => {
    await functions.close();
    await Promise.all([records, queues, blobs].map((engine) => engine.close()));
    await rm(folder, { recursive: true });
  });
});
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function open(names = SERVICE_NAMES): Promise<ReadonlyMap<string, Service>> {
  const { services, stopJobs } = await openServices(names, engines, frame);
  closing.unshift(stopJobs);
  return new Map(services.map((service) => [service.name, service]));
}

/** What an operation answers whoever may do everything. */
async function ask(services: ReadonlyMap<string, Service>, asked: string, input: Values = {}): Promise<Values> {
  const [name = "", operation = ""] = asked.split(":");
  const answer = await services.get(name)?.answerCall?.({ operation, input, as: AS }, new AbortController());
  return answer ?? {};
}

const withJobs = (services: ReadonlyMap<string, Service>): readonly string[] =>
  [...services.values()].filter(({ jobs }) => jobs.length > 0).map(({ name }) => name);

/** Where a service has paths of its own. */
function pathsOf({ control }: Service): readonly string[] {
  const paths: string[] = [];
  const route = (path: unknown): unknown => {
    if (typeof path === "string") paths.push(path);
    return router;
  };
  const router: unknown = new Proxy({}, { get: () => route });
  control?.(router as Parameters<typeof control>[0]); // as: it is asked for nothing but routes.
  return paths;
}

const used = async (): Promise<readonly string[]> => {
  const found = await usedContainers(engines.records);
  return CONTAINERS.filter((container) => found.has(container));
};

it("a service is made when another calls it, and no other one with it", async () => {
  const services = await open();
  expect(await used()).toEqual([]);
  await ask(services, "sqs:CreateQueue", { QueueName: "one" });
  expect(await ask(services, "sqs:ListQueues")).toMatchObject({ QueueUrls: [expect.stringContaining("/one")] });
  expect(await used()).toEqual(["sqs"]);
});

it("a service that was once made is made at the start, and has its jobs from then on", async () => {
  const first = await open();
  expect(withJobs(first)).toEqual([]);
  await ask(first, "sqs:ListQueues");
  await ask(first, "dynamodb-streams:ListStreams");
  expect(withJobs(await open())).toEqual(["dynamodb", "sqs"]);
});

it("a service is made at the start on data of a Skylab that did not tell which it had made", async () => {
  const write = { kind: "put", space: "sqs.queues", key: Buffer.from("one"), value: Buffer.from("{}") } as const;
  await engines.records.partition(`${ACCOUNT}/eu-central-1`).commit({ writes: [write] });
  expect(withJobs(await open(["sqs"]))).toEqual(["sqs"]);
});

it.each(CONTAINERS)("what requests are for %s is known before it is made as it is afterwards", async (container) => {
  const names = SERVICE_NAMES.filter((name) => containerOf(name) === container);
  const known = await open(names);
  await (await usedContainers(engines.records)).add(container);
  const made = await open(names);
  expect([...made.keys()]).toEqual(names);
  for (const [name, service] of made) {
    expect(known.get(name)?.facts).toEqual(service.facts);
    const { controlPaths = [] } = await claimsOf(name);
    const isKnown = (path: string): boolean => controlPaths.some((at) => path === at || path.startsWith(`${at}/`));
    expect(pathsOf(service).filter((path) => !isKnown(path))).toEqual([]);
  }
});

it("a reset makes no service, and forgets what one of a container keeps for another", async () => {
  const services = await open();
  const reset = () => Promise.all([...services.values()].map((service) => service.reset(undefined)));
  await reset();
  expect(await used()).toEqual([]);
  await ask(services, "apigatewayv2:CreateApi", { Name: "one", ProtocolType: "HTTP" });
  expect(await ask(services, "apigatewayv2:GetApis")).toMatchObject({ Items: [{ Name: "one" }] });
  await reset();
  expect(await ask(services, "apigatewayv2:GetApis")).toEqual({ Items: [] });
  expect(await used()).toEqual(["apigateway"]);
});
