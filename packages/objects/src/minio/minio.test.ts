import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { describe, test } from "vitest";
import { describeObjects } from "../contract/contract.ts";
import { describeEngineCrashes, type Victim } from "../contract/contract-crashes.ts";
import type { OpenObjects } from "../contract/under-test.ts";
import { isMinio, startMinioServer } from "./minio-server.ts";
import { openMinioObjects } from "./objects.ts";
import { removeBucket } from "./remove-bucket.ts";

type Access = { readonly endpoint: string; readonly accessKey: string; readonly secretKey: string };

const VICTIM = fileURLToPath(new URL("../../dist/minio/crash-victim.js", import.meta.url));

/** Tests share a MinIO, and other programs may use it: each test has a bucket of its own. */
const newBucket = (): string => `skylab-test-${randomUUID()}`;

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

function victimWithEngine(program: string): Victim {
  return {
    loses: "nothing",
    prepare: async () => {
      const server = await startMinioServer(program);
      const { endpoint, accessKey, secretKey } = server.access;
      return {
        start: () => spawn(process.execPath, [VICTIM, endpoint, accessKey, secretKey, "skylab"]),
        open: () => openMinioObjects(server.access),
        killEngine: async () => {
          await server.kill();
          await server.start();
        },
        remove: server.remove,
      };
    },
  };
}

// oxlint-disable-next-line node/no-process-env -- Where an engine is, whoever runs the tests says.
const { MINIO_ENDPOINT: endpoint, MINIO_ACCESS_KEY: accessKey, MINIO_SECRET_KEY: secretKey } = process.env;
if (endpoint === undefined || accessKey === undefined || secretKey === undefined)
  test.skip("objects in MinIO need MINIO_ENDPOINT, MINIO_ACCESS_KEY and MINIO_SECRET_KEY: not run here");
else describeObjects("MinIO", opener({ endpoint, accessKey, secretKey }), victim({ endpoint, accessKey, secretKey }));

describe("objects in a MinIO that is killed", () => {
  // oxlint-disable-next-line node/no-process-env -- Whoever runs the tests says where it is, unless it is in the PATH.
  const program = process.env["SKYLAB_MINIO_BIN"] ?? "minio";
  if (isMinio(program)) describeEngineCrashes(victimWithEngine(program));
  else test.skip("need a MinIO server in the PATH or in SKYLAB_MINIO_BIN: not run here");
});
