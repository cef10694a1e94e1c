import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { Bucket } from "../domain/bucket.ts";
import { CompleteMultipartUpload } from "../operations/CompleteMultipartUpload.ts";
import { CreateMultipartUpload } from "../operations/CreateMultipartUpload.ts";
import { UploadPart } from "../operations/UploadPart.ts";
import type { TestS3 } from "./use-s3.ts";

export const MIB = 1024 ** 2;

/** The smallest part that is not the last. */
export const FIVE_MIB = Buffer.alloc(5 * MIB, "a");

/** The error that something is refused with. */
export const refused = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "not refused",
    (error: unknown) => error,
  );

export const md5 = (bytes: string | Buffer): Buffer => createHash("md5").update(bytes).digest();

type Begin = Omit<Parameters<typeof CreateMultipartUpload>[0], "Bucket">;

/** An upload to a key, and what one does with it. */
export async function beginUpload({ call }: TestS3, bucket: Bucket, { Key, ...more }: Begin) {
  const { UploadId = "" } = await call(CreateMultipartUpload, { Bucket: bucket.name, Key, ...more });
  const at = { Bucket: bucket.name, Key, UploadId };
  return {
    at,
    part: async (PartNumber: number, body: string | Buffer, asked: Partial<Parameters<typeof UploadPart>[0]> = {}) => {
      const bytes = Buffer.from(body);
      const input = { ...at, PartNumber, Body: Readable.from([bytes]), ContentLength: bytes.length, ...asked };
      return { PartNumber, ...(await call(UploadPart, input)) };
    },
    complete: (
      Parts: { readonly PartNumber: number; readonly ETag?: string | undefined }[],
      asked: Partial<Parameters<typeof CompleteMultipartUpload>[0]> = {},
    ) =>
      call(CompleteMultipartUpload, {
        ...at,
        MultipartUpload: { Parts: Parts.map((part) => ({ ...part })) },
        ...asked,
      }),
  };
}
