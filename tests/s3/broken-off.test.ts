import { once } from "node:events";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { spawnSkylab } from "@skylab/testkit";
import { describe, expect, it, onTestFinished } from "vitest";
import { soon } from "../soon.ts";
import { createBucket, getText, keysIn, MEBIBYTE, put, someBytes, useS3 } from "./s3.ts";
import { endpoint } from "../use-skylab.ts";

const s3 = useS3();

/** As every client sends it; the signature of a key that nobody issued is not looked at. */
const SIGNED = [
  "X-Amz-Date: 20261126T000000Z",
  "X-Amz-Content-Sha256: UNSIGNED-PAYLOAD",
  `Authorization: AWS4-HMAC-SHA256 Credential=test/20261126/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`,
];

const ANNOUNCED = 8 * MEBIBYTE;

type Upload = { readonly path: string; readonly bytes: number; readonly ends?: boolean };

/** Begins to put a body of 8 MiB, sends a part of it, and goes away when that is gone: by a reset, or as if it were all. */
async function breakOff(url: string, { path, bytes, ends = false }: Upload): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket: Socket = connect({ host: hostname, port: Number(port) });
  socket.on("error", () => undefined);
  await once(socket, "connect");
  const head = [`PUT ${path} HTTP/1.1`, `Host: ${hostname}:${port}`, ...SIGNED, `Content-Length: ${ANNOUNCED}`];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  await new Promise((resolve) => {
    socket.write(someBytes(bytes), resolve);
  });
  if (ends) socket.end().resume();
  else socket.resetAndDestroy();
  if (!socket.closed) await once(socket, "close");
}

const SENT = [0, 1, 60_000, MEBIBYTE, ANNOUNCED - 1];

describe("an upload that breaks off", () => {
  it("makes no object, and leaves the one that is there", async () => {
    const client = s3.client();
    const Bucket = await s3.createBucket();
    await put(client, { Bucket, Key: "there" }, "there");
    for (const bytes of SENT) {
      await breakOff(s3.skylab().url, { path: `/${Bucket}/new-${bytes}`, bytes });
      await breakOff(s3.skylab().url, { path: `/${Bucket}/there`, bytes });
      await breakOff(s3.skylab().url, { path: `/${Bucket}/ended-${bytes}`, bytes, ends: true });
    }
    expect(await keysIn(client, Bucket)).toEqual(["there"]);
    expect(await getText(client, { Bucket, Key: "there" })).toBe("there");
  });

  it("of a part makes none", async () => {
    const client = s3.client();
    const at = { Bucket: await s3.createBucket(), Key: "parts" };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(at));
    const path = `/${at.Bucket}/parts?partNumber=1&uploadId=${UploadId}`;
    await breakOff(s3.skylab().url, { path, bytes: MEBIBYTE });
    expect((await client.send(new ListPartsCommand({ ...at, UploadId }))).Parts).toBeUndefined();
    expect((await client.send(new ListMultipartUploadsCommand({ Bucket: at.Bucket }))).Uploads).toHaveLength(1);
  });
});

describe.skipIf(endpoint !== undefined)("a data folder", () => {
  it("has nothing of what broke off", async () => {
    const folder = await mkdtemp(join(tmpdir(), "skylab-test-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const skylab = await spawnSkylab({ folder });
    onTestFinished(async () => void (await skylab.stop()));
    const Bucket = await createBucket(skylab.client(S3Client));
    for (let turn = 0; turn < 10; turn += 1) {
      await breakOff(skylab.url, { path: `/${Bucket}/${turn}`, bytes: 7 * MEBIBYTE });
    }
    await soon(async () => expect(await bytesIn(join(folder, "objects"))).toBeLessThan(2 * MEBIBYTE));
    expect(skylab.output()).not.toMatch(/"level":50/);
  });
});

/** As much as the files of a folder take on the disk. */
async function bytesIn(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    // A file may be gone since it was listed.
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => NOTHING)).blocks * 512;
  }
  return bytes;
}

const NOTHING = { blocks: 0 };
