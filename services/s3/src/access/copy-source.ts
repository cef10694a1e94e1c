import { isRootOf } from "@skylab/auth";
import type { Call, Permission } from "@skylab/service";
import type { Bucket } from "../domain/bucket.ts";
import { readCopySource } from "../domain/objects/copy-source.ts";
import type { S3Store } from "../store/store.ts";
import { requirePayer } from "./requester-pays.ts";
import { type Asked, type AskedKey, keyTarget, objectTarget, permission } from "./targets.ts";

export type CopyInput = {
  readonly Bucket: string;
  readonly Key: string;
  readonly CopySource: string;
  readonly TaggingDirective?: string | undefined;
};

/** To read what is copied. Nothing where there is no such bucket: the operation says so. */
export async function partSourcePermission(
  store: S3Store,
  { CopySource }: CopyInput,
  call: Call,
): Promise<readonly Permission[]> {
  const source = await findSource(store, CopySource, call);
  return source === undefined ? [] : [await reading(store, source)];
}

/** Whoever copies an object reads and writes its tags, too. Only policies care: nothing is read for the buckets' own root. */
export async function sourcePermissions(store: S3Store, input: CopyInput, call: Call): Promise<readonly Permission[]> {
  const [source, target] = [await findSource(store, input.CopySource, call), await store.buckets.find(input.Bucket)];
  if (source === undefined || target === undefined) return [];
  const { asked, bucket } = source;
  const isDecided = needsDecision(bucket, call) || needsDecision(target, call);
  if (!isDecided || input.TaggingDirective === "REPLACE") return [await reading(store, source)];
  const found = await store.objects.find(bucket, asked.key, asked.versionId);
  if (found?.kind !== "object" || found.tags === undefined) return [await reading(store, source)];
  return [
    await reading(store, source),
    permission(
      asked.versionId === undefined ? "GetObjectTagging" : "GetObjectVersionTagging",
      keyTarget(store, bucket, asked),
    ),
    permission("PutObjectTagging", keyTarget(store, target, { input: {}, call, key: input.Key })),
  ];
}

type Source = { readonly bucket: Bucket; readonly asked: Asked & AskedKey };

async function findSource(store: S3Store, header: string, call: Call): Promise<Source | undefined> {
  const { bucket: name, key, versionId } = readCopySource(header);
  const bucket = await store.buckets.find(name);
  if (bucket === undefined) return undefined;
  requirePayer(bucket, call);
  return { bucket, asked: { input: { VersionId: versionId }, call, key, versionId } };
}

const reading = async (store: S3Store, { asked, bucket }: Source): Promise<Permission> =>
  permission(
    asked.versionId === undefined ? "GetObject" : "GetObjectVersion",
    await objectTarget(store, bucket, asked),
  );

const needsDecision = ({ account, configurations }: Bucket, { caller }: Call): boolean =>
  configurations.policy !== undefined || !isRootOf(account, caller);
