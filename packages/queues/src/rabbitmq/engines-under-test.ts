import { randomIds } from "@skylab/aws";
import { connect } from "amqplib";
import { Redis } from "ioredis";

// oxlint-disable-next-line node/no-process-env -- tests are told by the environment where engines are
const { REDIS_URL, RABBITMQ_URL } = process.env;

/** The engines that tests may use, if there are any. */
export const ENGINES = REDIS_URL && RABBITMQ_URL ? { redisUrl: REDIS_URL, rabbitUrl: RABBITMQ_URL } : undefined;

export const WHY_NOT = "is not tested here, since REDIS_URL and RABBITMQ_URL name no engines";

/** Queues of one run of tests. */
export const newPrefix = (): string => `test-${randomIds.uuid()}`;

/** Leaves nothing of a run in the engines. */
export async function deleteAll(prefix: string, { redisUrl, rabbitUrl }: NonNullable<typeof ENGINES>): Promise<void> {
  const redis = new Redis(redisUrl);
  const connection = await connect(rabbitUrl);
  const channel = await connection.createChannel();
  for await (const keys of redis.scanStream({ match: `${prefix}:*`, count: 1000 }) as AsyncIterable<string[]>) {
    // each page is a list of keys
    for (const key of keys.filter((name) => name.endsWith("}"))) {
      const generation = await redis.hget(key, "generation");
      const id = key.slice(`${prefix}:{`.length, -1);
      if (generation !== null) await channel.deleteQueue(`${prefix}.${id}.${generation}`);
    }
    if (keys.length > 0) await redis.unlink(keys);
  }
  await connection.close();
  redis.disconnect();
}
