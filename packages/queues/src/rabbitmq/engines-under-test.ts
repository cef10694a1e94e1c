import { randomIds } from "@skylab/aws";

// oxlint-disable-next-line node/no-process-env -- tests are told by the environment where engines are
const { REDIS_URL, RABBITMQ_URL } = process.env;

/** The engines that tests may use, if there are any. */
export const ENGINES = REDIS_URL && RABBITMQ_URL ? { redisUrl: REDIS_URL, rabbitUrl: RABBITMQ_URL } : undefined;

export const WHY_NOT = "is not tested here, since REDIS_URL and RABBITMQ_URL name no engines";

/** Queues of one run of tests. */
export const newPrefix = (): string => `test-${randomIds.uuid()}`;
