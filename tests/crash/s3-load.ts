import { createHash, randomBytes } from "node:crypto";
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";

export const BUCKET = "crash";

const KIBIBYTE = 1024;
/** Of bytes that lie in records, in one map for all, and in files. */
const SIZES = [2 * KIBIBYTE, 20 * KIBIBYTE, 200 * KIBIBYTE];
const MOST_IN_RECORD = 8 * KIBIBYTE;
/** All parts but the last have as much. */
const FIRST_PART = randomBytes(5 * KIBIBYTE * KIBIBYTE);
/** Few, so that objects are replaced and deleted again and again. */
const KEYS_PER_WORKER = 6;

type Sent = { readonly key: string; readonly hash: string | undefined };

/** What is known of objects: by the answers, and by requests that were never answered. By hash; `undefined`: not there. */
export type Ledger = {
  /** The last that was answered. */
  readonly answered: Map<string, string | undefined>;
  /** What was asked for behind it, and may have been done or not. */
  readonly unanswered: Map<string, string | undefined>;
  answers: number;
};

export const newLedger = (): Ledger => ({ answered: new Map(), unanswered: new Map(), answers: 0 });

const hashOf = (...pieces: readonly Uint8Array[]): string => {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return hash.digest("hex");
};

type Worker = {
  readonly client: S3Client;
  readonly ledger: Ledger;
  readonly name: string;
  /** Nobody wants it to go on. */
  readonly isOver: () => boolean;
};

export type Blow = {
  /** Strikes when so many requests were answered. */
  readonly after: number;
  readonly strike: () => Promise<void>;
  /** What survives it answers so many more before the load ends. */
  readonly andMore?: number;
};

/** Eight clients put, copy, delete and join objects, each until a request of its fails; somebody strikes in the middle. */
export async function loadAndStrike(
  newClient: () => S3Client,
  ledger: Ledger,
  { after, strike, andMore = 0 }: Blow,
): Promise<void> {
  let isOver = false;
  const worker = (name: string): Worker => ({ client: newClient(), ledger, name, isOver: () => isOver });
  const workers = [
    putObjects(worker("put a")),
    putObjects(worker("put b")),
    putObjects(worker("put c")),
    deleteObjects(worker("delete a")),
    deleteObjects(worker("delete b")),
    copyObjects(worker("copy")),
    joinParts(worker("join a")),
    joinParts(worker("join b")),
  ].map((work) => work.catch(() => undefined));
  const ended = Promise.all(workers);
  void ended.then(() => (isOver = true));
  const answers = (count: number): Promise<void> => untilAnswered(ledger, count, () => isOver);
  await answers(after);
  await strike();
  await answers(andMore);
  isOver = true;
  await ended;
}

/** Resolves when so many more requests were answered, or when nobody asks any more. */
function untilAnswered(ledger: Ledger, count: number, isOver: () => boolean): Promise<void> {
  const goal = ledger.answers + count;
  return new Promise((resolve) => {
    const watch = setInterval(() => {
      if (ledger.answers < goal && !isOver()) return;
      clearInterval(watch);
      resolve();
    }, 1);
  });
}

type Found = ReadonlyMap<string, { readonly hash: string }>;

/**
 * What is wrong with what was found: an object is as it was answered last, or as it was asked for behind that. From now
 * on it is what it is.
 */
export function settle({ answered, unanswered }: Ledger, found: Found): string[] {
  const wrong: string[] = [];
  for (const key of new Set([...answered.keys(), ...unanswered.keys(), ...found.keys()])) {
    const hash = found.get(key)?.hash;
    const isAsked = unanswered.has(key) && unanswered.get(key) === hash;
    if (!isAsked && answered.get(key) !== hash) wrong.push(`${key} is ${hash}, and ${answered.get(key)} was answered`);
    answered.set(key, hash);
    unanswered.delete(key);
  }
  return wrong;
}

/** Only one worker writes to a key, so that what was asked for last is known. */
async function change({ ledger }: Worker, { key, hash }: Sent, request: Promise<unknown>): Promise<void> {
  ledger.unanswered.set(key, hash);
  await request;
  ledger.answered.set(key, hash);
  ledger.unanswered.delete(key);
  ledger.answers += 1;
}

const keyOf = ({ name }: Worker, turn: number): string => `${name}/${turn % KEYS_PER_WORKER}`;

const bodyOf = (turn: number): Buffer => randomBytes((SIZES[turn % SIZES.length] ?? 0) + turn);

async function putObject(worker: Worker, turn: number): Promise<Sent> {
  const [Key, Body] = [keyOf(worker, turn), bodyOf(turn)];
  const sent = { key: Key, hash: hashOf(Body) };
  await change(worker, sent, worker.client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body })));
  return sent;
}

async function putObjects(worker: Worker): Promise<void> {
  for (let turn = 0; !worker.isOver(); turn += 1) await putObject(worker, turn);
}

async function deleteObjects(worker: Worker): Promise<void> {
  for (let turn = 0; !worker.isOver(); turn += 1) {
    const { key: Key } = await putObject(worker, turn);
    const deletion = worker.client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key }));
    await change(worker, { key: Key, hash: undefined }, deletion);
  }
}

async function copyObjects(worker: Worker): Promise<void> {
  for (let turn = 0; !worker.isOver(); turn += 1) {
    const source = await putObject(worker, turn);
    const Key = `${source.key} copied`;
    const copy = new CopyObjectCommand({ Bucket: BUCKET, Key, CopySource: encodeURI(`${BUCKET}/${source.key}`) });
    await change(worker, { key: Key, hash: source.hash }, worker.client.send(copy));
  }
}

async function joinParts(worker: Worker): Promise<void> {
  const { client } = worker;
  for (let turn = 0; !worker.isOver(); turn += 1) {
    const at = { Bucket: BUCKET, Key: keyOf(worker, turn) };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(at));
    const bodies = [FIRST_PART, bodyOf(turn)];
    const upload = async (Body: Uint8Array, index: number): Promise<{ PartNumber: number; ETag?: string }> => {
      const PartNumber = index + 1;
      const { ETag } = await client.send(new UploadPartCommand({ ...at, UploadId, PartNumber, Body }));
      return { PartNumber, ...(ETag !== undefined && { ETag }) };
    };
    const MultipartUpload = { Parts: await Promise.all(bodies.map(upload)) };
    const complete = client.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload }));
    await change(worker, { key: at.Key, hash: hashOf(...bodies) }, complete);
  }
}

type Read = { readonly hash: string; readonly size: number };

/** Reads every object that is listed; answers their hashes, and how many bytes each has. */
export async function readAll(client: S3Client): Promise<Map<string, Read>> {
  const found = new Map<string, Read>();
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: BUCKET }))
    for (const { Key = "" } of Contents) found.set(Key, await readObject(client, Key).catch(unreadable));
  return found;
}

async function readObject(client: S3Client, Key: string): Promise<Read> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  return { hash: hashOf(bytes), size: bytes.length };
}

/** An object that is listed and cannot be read is as wrong as one with other bytes. */
const unreadable = (error: unknown): Read => ({ hash: `unreadable (${String(error)})`, size: 0 });

/** How many blobs an object of this size has: what lies in its record has none, what was joined has one a part. */
export function blobsOf(size: number): number {
  if (size > FIRST_PART.length) return 2;
  return size > MOST_IN_RECORD ? 1 : 0;
}
