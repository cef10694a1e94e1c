import { randomUUID } from "node:crypto";
import { Client } from "minio";
import { expect, test } from "vitest";
import { breakingOff, MIB, newId } from "../contract/bodies.ts";
import { keyOf } from "./engine.ts";
import { openMinioObjects } from "./objects.ts";
import { removeBucket } from "./remove-bucket.ts";

// oxlint-disable-next-line node/no-process-env -- Where an engine is, whoever runs the tests says.
const {
  MINIO_ENDPOINT: endpoint = "",
  MINIO_ACCESS_KEY: accessKey = "",
  MINIO_SECRET_KEY: secretKey = "",
} = process.env;

test.skipIf(endpoint === "")("a body that breaks off after many parts leaves no part in MinIO", async () => {
  const bucket = `skylab-test-${randomUUID()}`;
  const objects = await openMinioObjects({ endpoint, accessKey, secretKey, bucket });
  const id = newId();
  await expect(objects.put(id, breakingOff(11 * MIB, new Error("the client went away")))).rejects.toThrow("went away");
  const { hostname, port } = new URL(endpoint);
  const client = new Client({ endPoint: hostname, port: Number(port), useSSL: false, accessKey, secretKey });
  const { uploads } = await client.listIncompleteUploadsQuery(bucket, keyOf(id), "", "", "");
  expect(uploads).toEqual([]);
  await objects.close();
  await removeBucket({ endpoint, accessKey, secretKey }, bucket);
});
