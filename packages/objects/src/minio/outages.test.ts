import { randomBytes, randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { bytesOf, hanging, inChunks, KIB, listed, MIB, newId, read, sha256, soon } from "../contract/bodies.ts";
import { BlobIsMissing, EngineIsDown } from "../errors.ts";
import type { Objects } from "../port.ts";
import { openMinioObjects } from "./objects.ts";
import { removeBucket } from "./remove-bucket.ts";
import { UnreliableWay } from "./unreliable-way.ts";

/** How long a MinIO may be silent where a test waits for that; elsewhere as long as it may be. */
const SHORT_MS = 1500;

// oxlint-disable-next-line node/no-process-env -- Where an engine is, whoever runs the tests says.
const { MINIO_ENDPOINT: endpoint, MINIO_ACCESS_KEY: accessKey, MINIO_SECRET_KEY: secretKey } = process.env;
if (endpoint === undefined || accessKey === undefined || secretKey === undefined)
  test.skip("outages of MinIO need MINIO_ENDPOINT, MINIO_ACCESS_KEY and MINIO_SECRET_KEY: not run here");
else describeOutages({ endpoint, accessKey, secretKey });

/** `done`, or the name of the error, for each. */
const outcomes = async (calls: readonly Promise<unknown>[]): Promise<readonly string[]> => {
  const settled = await Promise.allSettled(calls);
  return settled.map((call) => (call.status === "fulfilled" ? "done" : call.reason.name));
};

/** Every verb once, on a blob that is there. */
const verbs = (of: Objects, id: string): readonly Promise<unknown>[] => [
  of.put(newId(), randomBytes(1 * KIB)),
  of.put(newId(), inChunks(randomBytes(100 * KIB))),
  of.put(newId(), inChunks(randomBytes(1 * MIB)), { sizeHint: 1 * MIB }),
  of.put(newId(), inChunks(randomBytes(20 * MIB)), { sizeHint: 20 * MIB }),
  of.put(newId(), inChunks(randomBytes(6 * MIB))),
  of.get(id),
  of.get(id, { start: 0, end: 0 }),
  of.list({ before: soon() }),
  of.remove([newId()]),
];

function describeOutages(access: {
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
}): void {
  describe("a MinIO that cannot be reached", () => {
    let way: UnreliableWay;
    let objects: Objects;
    let bucket: string;
    let here: string;
    beforeEach(async () => {
      way = new UnreliableWay(access.endpoint);
      bucket = `skylab-test-${randomUUID()}`;
      here = await way.open();
      objects = await openMinioObjects({ ...access, endpoint: here, bucket });
    });
    afterEach(async () => {
      await objects.close();
      await way.close();
      await removeBucket(access, bucket);
    });

    const openImpatient = async (): Promise<Objects> => {
      const impatient = await openMinioObjects({ ...access, endpoint: here, bucket, timeoutMs: SHORT_MS });
      onTestFinished(() => impatient.close());
      return impatient;
    };

    test("for a moment is waited for by every verb", async () => {
      const id = newId();
      await objects.put(id, randomBytes(10));
      way.cut();
      const waiting = outcomes(verbs(objects, id));
      await expect(objects.ping()).rejects.toThrow(EngineIsDown);
      way.mend();
      expect(await waiting).toEqual(Array(9).fill("done"));
      expect(await objects.ping()).toBeUndefined();
    });

    test("for long is down, says every verb", async () => {
      const impatient = await openImpatient();
      way.cut();
      expect(await outcomes([...verbs(impatient, newId()), impatient.ping()])).toEqual(Array(10).fill("EngineIsDown"));
      await expect(openMinioObjects({ ...access, endpoint: "http://127.0.0.1:1", bucket })).rejects.toThrow(
        EngineIsDown,
      );
    });

    test("and does not answer is down, says every verb", async () => {
      const impatient = await openImpatient();
      way.silence();
      expect(await outcomes([...verbs(impatient, newId()), impatient.ping()])).toEqual(Array(10).fill("EngineIsDown"));
      way.mend();
      expect(await objects.ping()).toBeUndefined();
    });

    test("in the middle of an upload leaves nothing of it", async () => {
      for (const how of [{}, { sizeHint: 12 * MIB }]) {
        const id = newId();
        way.cutAfter(7 * MIB);
        await expect(objects.put(id, inChunks(randomBytes(12 * MIB)), how)).rejects.toThrow(EngineIsDown);
        way.mend();
        await expect(objects.get(id)).rejects.toThrow(BlobIsMissing);
        expect(await listed(objects, { before: soon() })).toEqual([]);
      }
    });

    test("in the middle of a download ends it with an error", async () => {
      const [id, bytes] = [newId(), randomBytes(12 * MIB)];
      await objects.put(id, bytes);
      const stream = await objects.get(id);
      way.cutAfter(1 * MIB);
      await expect(bytesOf(stream)).rejects.toThrow(EngineIsDown);
      way.mend();
      expect(sha256(await read(objects, id))).toBe(sha256(bytes));
    });

    test("does not hold up a put whose own body is slow", async () => {
      const id = newId();
      const body = hanging(1 * MIB, () => way.cut());
      await expect(objects.put(id, body, { sizeHint: 2 * MIB })).rejects.toThrow(EngineIsDown);
    });
  });
}
