import { movableClock, randomIds } from "@skylab/aws";
import type { Queues } from "@skylab/queues";
import { openRabbitQueues } from "@skylab/queues/rabbitmq";
import { freePort } from "@skylab/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { whyNoCompose } from "../compose/docker.ts";
import { newProject, type Project } from "../compose/project.ts";
import { ALL_GROUPS, type Diary, startLoad } from "./load.ts";

const MINUTE_MS = 60_000;
const ENGINES = ["redis", "rabbitmq"];
/** One after the other several times, and in the end both at once. */
const BLOWS = [["redis"], ["rabbitmq"], ["redis"], ["rabbitmq"], ["redis"], ["rabbitmq"], ENGINES];
/** Answers to the load between two blows, so that each comes upon engines that work. */
const ANSWERS_BETWEEN = 300;
const REPLICAS = 2;
/** What docker-compose.yml names. */
const RABBITMQ_LOGIN = "skylab:skylab";

const reason = await whyNoCompose(ENGINES);

if (reason === undefined)
  describe("the engines of docker-compose.yml, killed under the load of two replicas", killTests);
else it.skip(`no engine was killed under load: ${reason}`);

function killTests(): void {
  let project: Project;
  const clock = movableClock();
  const replicas: Queues[] = [];
  const failures: string[] = [];
  const up = (): Promise<string> => project.compose("up", "--detach", "--wait", ...ENGINES);
  beforeAll(async () => {
    const [redisPort, rabbitPort] = [String(await freePort()), String(await freePort())];
    project = await newProject({
      COMPOSE_FILE: "docker-compose.yml:tests/engines/published.yml",
      TEST_REDIS_PORT: redisPort,
      TEST_RABBITMQ_PORT: rabbitPort,
    });
    await up();
    for (let index = 0; index < REPLICAS; index += 1) {
      replicas.push(
        await openRabbitQueues({
          redisUrl: `redis://127.0.0.1:${redisPort}`,
          rabbitUrl: `amqp://${RABBITMQ_LOGIN}@127.0.0.1:${rabbitPort}`,
          clock,
          ids: randomIds,
          onFailure: (error) => failures.push(`${new Date().toISOString()} replica ${index}: ${String(error)}`),
        }),
      );
    }
  }, 6 * MINUTE_MS);
  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.close()));
    project.down();
  }, 2 * MINUTE_MS);

  it("lose nothing, bring nothing back and keep the order", { timeout: 15 * MINUTE_MS }, async () => {
    const load = startLoad(replicas, clock);
    for (const engines of BLOWS) {
      await load.answers(ANSWERS_BETWEEN);
      const containers = await Promise.all(engines.map((engine) => project.containers(engine)));
      await Promise.all(containers.flat().map(project.kill9));
      await up();
    }
    await load.answers(ANSWERS_BETWEEN);
    await load.finish();
    report(load.diary);
    expectAllAccountedFor(load.diary, failures);
  });
}

function expectAllAccountedFor({ sent, received, removed, risen }: Diary, failures: readonly string[]): void {
  expect(sent.size).toBeGreaterThan(ANSWERS_BETWEEN);
  expect(removed.size).toBeGreaterThan(ANSWERS_BETWEEN);
  const lost = [...sent].filter((body) => !received.has(body));
  expect(lost, `${lost.length} messages are lost\n${failures.join("\n")}`).toEqual([]);
  expect(risen).toEqual([]);
  for (const group of ALL_GROUPS) {
    const numbers = [...received].filter((body) => body.startsWith(`${group}/`)).map((body) => Number(body.slice(3)));
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  }
}

function report({ sent, received, receives, removed, answers, errors }: Diary): void {
  const again = [...receives.values()].filter((times) => times > 1).length;
  console.log(
    `${answers} calls answered, ${errors.length} failed; ${sent.size} messages sent, ${received.size} received, ${removed.size} removed, ${again} received more than once`,
    ...errors,
  );
}
