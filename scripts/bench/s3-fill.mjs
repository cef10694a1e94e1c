// A data folder that has what requests would take an hour to put there: buckets of many objects, uploads of many parts. No
// object in it has its bytes.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { DEFAULT_ACCOUNT, randomIds, systemClock } from "../../packages/aws/dist/index.js";
import { newBlobId } from "../../packages/objects/dist/index.js";
import { openDataFolder, openLmdbRecords } from "../../packages/records/dist/lmdb/index.js";
import { newBucket } from "../../services/s3/dist/domain/buckets/new-bucket.js";
import { newUploadId } from "../../services/s3/dist/domain/multipart/upload-id.js";
import { openBuckets } from "../../services/s3/dist/store/buckets.js";
import { contentsOf } from "../../services/s3/dist/store/spaces.js";
import { openUploads } from "../../services/s3/dist/store/uploads.js";
import { writeCurrent } from "../../services/s3/dist/store/versions-of-key.js";

const ROWS_OF_A_COMMIT = 5000;
const SENDERS = 64;
const MEBIBYTE = 1024 ** 2;
/** The least that S3 takes of a part that is not the last. */
const PART_BYTES = 5 * MEBIBYTE;
const ETAG = createHash("md5").digest("hex");
const CRC64 = "AAAAAAAAAAA=";

/** Fills a folder for a Skylab that is started on it afterwards; `fill` is given the verbs. */
export async function fillFolder(folder, fill) {
  const owned = await openDataFolder(folder);
  const records = await openLmdbRecords({
    folder: join(owned.path, "records"),
    clock: systemClock,
    durability: "fast",
  });
  try {
    const makeBucket = (name) => newBucketOf(records, name);
    return await fill({
      objects: async (name, keys) => putRows(records, await makeBucket(name), keys),
      uploads: async (name, how) => beginUploads(records, await makeBucket(name), how),
    });
  } finally {
    await records.close();
    await owned.release();
  }
}

async function newBucketOf(records, name) {
  const place = { account: DEFAULT_ACCOUNT, region: "us-east-1" };
  const bucket = newBucket({ Bucket: name }, { place, id: randomIds.uuid(), now: Date.now(), acl: undefined });
  await openBuckets({ records }).create(bucket);
  return bucket;
}

/** Rows as those of objects of 1 MB that were put without a word about them. */
async function putRows(records, bucket, keys) {
  const partition = records.partition(contentsOf(bucket));
  let writes = [];
  const flush = async () => {
    await partition.commit({ writes });
    writes = [];
  };
  for (const key of keys) {
    writes.push(...writeCurrent(rowOf(key), undefined));
    if (writes.length >= ROWS_OF_A_COMMIT) await flush();
  }
  await flush();
}

const rowOf = (key) => ({
  kind: "object",
  key,
  owner: DEFAULT_ACCOUNT,
  headers: { contentType: "application/octet-stream" },
  metadata: {},
  lastModified: Date.now(),
  size: MEBIBYTE,
  etag: ETAG,
  checksum: { algorithm: "CRC64NVME", type: "FULL_OBJECT", value: CRC64 },
  body: { kind: "blob", id: newBlobId(randomIds) },
  encryption: { algorithm: "AES256" },
  versionId: "null",
  order: Date.now(),
});

/** Uploads, each with all its parts; resolves to what completes them: key, id, document. */
async function beginUploads(records, bucket, { count, parts }) {
  // Of a new upload nothing is let go of, and none is completed here.
  const store = openUploads({ records }, { bodies: undefined, objects: undefined });
  const uploads = [];
  for (let number = 0; number < count; number += 1) {
    const upload = newUpload(`upload-${number}`);
    await store.begin(bucket, upload);
    let next = 1;
    const worker = async () => {
      while (next <= parts) await store.putPart(bucket, upload, partOf(next++));
    };
    await Promise.all(Array.from({ length: SENDERS }, worker));
    uploads.push({ key: upload.key, id: upload.id, document: documentOf(parts) });
  }
  return uploads;
}

const newUpload = (key) => ({
  key,
  id: newUploadId(Date.now(), randomIds),
  begunAt: Date.now(),
  initiator: { id: DEFAULT_ACCOUNT, arn: `arn:aws:iam::${DEFAULT_ACCOUNT}:root` },
  owner: DEFAULT_ACCOUNT,
  object: { headers: {}, metadata: {} },
});

/** As large as S3 wants it, by its row: ten thousand such parts would be 50 GB. */
function partOf(number) {
  const body = { kind: "blob", id: newBlobId(randomIds) };
  const row = { number, size: PART_BYTES, body, etag: ETAG, checksum: CRC64, lastModified: Date.now() };
  return { ...row, kept: { body, size: PART_BYTES, writes: [] } };
}

function documentOf(parts) {
  const listed = Array.from({ length: parts }, listedPart).join("");
  return `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${listed}</CompleteMultipartUpload>`;
}

const listedPart = (_, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>"${ETAG}"</ETag></Part>`;
