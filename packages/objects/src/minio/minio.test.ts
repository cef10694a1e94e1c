import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { Client } from "minio";
import { test } from "vitest";
import { describeObjects } from "../contract/contract.ts";
import type { Victim } from "../contract/contract-crashes.ts";
import type { OpenObjects } from "../contract/under-test.ts";
import { openMinioObjects } from "./objects.ts";

type Access = { readonly endpoint: string; readonly accessKey: string; readonly secretKey: string };

const VICTIM = fileURLToPath(new URL("../../dist/minio/crash-victim.js", import.meta.url));

/** Tests share a MinIO, and other programs may use it: each test has a bucket of its own. */
const newBucket = (): string => `skylab-test-${randomUUID()}`;

async function removeBucket({ endpoint, accessKey, secretKey }: Access, bucket: string): Promise<void> {
  const { hostname, port } = new URL(endpoint);
  const client = new Client({ endPoint: hostname, port: Number(port), useSSL: false, accessKey, secretKey });
  const keys: string[] = [];
  for await (const { name } of client.listObjectsV2(bucket, "", true)) keys.push(String(name));
  await client.removeObjects(bucket, keys);
  await client.removeBucket(bucket);
}

function opener(access: Access): OpenObjects {
  return async () => {
    const bucket = newBucket();
    let objects = await openMinioObjects({ ...access, bucket });
    return {
      objects,
      reopen: async () => {
        await objects.close();
        objects = await openMinioObjects({ ...access, bucket });
        return objects;
      },
      close: async () => {
        await objects.close();
        await removeBucket(access, bucket);
      },
    };
  };
}

function victim(access: Access): Victim {
  return {
    loses: "nothing",
    prepare: async () => {
      const bucket = newBucket();
      const { endpoint, accessKey, secretKey } = access;
      return {
        start: () => spawn(process.execPath, [VICTIM, endpoint, accessKey, secretKey, bucket]),
        open: () => openMinioObjects({ ...access, bucket }),
        remove: () => removeBucket(access, bucket),
      };
    },
  };
}

// oxlint-disable-next-line node/no-process-env -- Where an engine is, whoever runs the tests says.
const { MINIO_ENDPOINT: endpoint, MINIO_ACCESS_KEY: accessKey, MINIO_SECRET_KEY: secretKey } = process.env;
if (endpoint === undefined || accessKey === undefined || secretKey === undefined)
  test.skip("objects in MinIO need MINIO_ENDPOINT, MINIO_ACCESS_KEY and MINIO_SECRET_KEY: not run here");
else describeObjects("MinIO", opener({ endpoint, accessKey, secretKey }), victim({ endpoint, accessKey, secretKey }));
