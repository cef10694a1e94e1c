import { encryptionKeyOf, openIdentities } from "@skylab/identity";
import type { Objects } from "@skylab/objects";
import type { Queues } from "@skylab/queues";
import type { Records } from "@skylab/records";
import type { Container, ContainerStart, ServiceSettings } from "@skylab/service";

/** What `runContainer` hands a main, whatever settings its services bring along. */
type Start = Omit<ContainerStart<ServiceSettings>, "own">;

/** What a container may stand on. */
export type Engines = {
  /** On Redis, at `REDIS_URL`. */
  readonly records: Records;
  /** Who is calling, as the records tell it that IAM writes. */
  readonly identities: Container["identities"];
  /** On RabbitMQ, at `RABBITMQ_URL`, and Redis. */
  readonly queues: Queues;
  /** On the object store at `MINIO_ENDPOINT`. */
  readonly blobs: Objects;
};

/** What every container stands on. */
type Always = "records" | "identities";

/**
 * Opens the records and, by their names, what else a container stands on; waits until they are there.
 * @throws SettingsError before any of it where a setting is missing
 */
export async function openEngines<Name extends "queues" | "blobs" = never>(
  start: Start,
  ...names: readonly Name[]
): Promise<Pick<Engines, Always | Name>> {
  const encryptionKey = encryptionKeyOf(start.encryptionKey());
  const openRecords = recordsOf(start);
  const openers = names.map((name) => ({ name, open: OTHERS[name](start) }));
  const records = await openRecords();
  const engines: Partial<Engines> & Pick<Engines, Always> = {
    records,
    identities: openIdentities({ records, encryptionKey, clock: start.clock }),
  };
  for (const { name, open } of openers) Object.assign(engines, { [name]: await open() });
  return engines as Pick<Engines, Always | Name>; // as: each of the names has been opened.
}

// Each reads its settings at once, and loads its client when it is opened: a container without queues loads no AMQP.

function recordsOf(start: Start): () => Promise<Records> {
  const [url, { clock, log }] = [start.redisUrl(), start];
  const onFailure = (error: unknown): void => log.error({ err: error }, "what records told of a change failed");
  return async () => {
    const { openRedisRecords } = await import("@skylab/records/redis");
    return await start.engine({
      name: "redis",
      open: () => openRedisRecords({ url, clock, onFailure }),
      ask: (opened) => opened.ping(),
    });
  };
}

function queuesOf(start: Start): () => Promise<Queues> {
  const [redisUrl, rabbitUrl, { clock, ids, log }] = [start.redisUrl(), start.rabbitUrl(), start];
  const onFailure = (error: unknown): void => log.warn({ err: error }, "an engine of the queues failed");
  return async () => {
    const { openRabbitQueues } = await import("@skylab/queues/rabbitmq");
    return await start.engine({
      name: "rabbitmq",
      open: () => openRabbitQueues({ rabbitUrl, redisUrl, clock, ids, onFailure }),
      ask: (opened) => opened.ping(),
    });
  };
}

function blobsOf(start: Start): () => Promise<Objects> {
  const access = start.minio();
  return async () => {
    const { openMinioObjects } = await import("@skylab/objects/minio");
    return await start.engine({
      name: "minio",
      open: () => openMinioObjects(access),
      ask: (opened) => opened.ping(),
    });
  };
}

const OTHERS = { queues: queuesOf, blobs: blobsOf };
