import type { AccessRule, Call, Permission } from "@skylab/service";
import { type AclHeaders, asksForAcl } from "../domain/acl/asked-acl.ts";
import { type BucketInput, findBucket } from "../find-bucket.ts";
import type { S3Store } from "../store/store.ts";
import { type CopyInput, partSourcePermission, sourcePermissions } from "./copy-source.ts";
import type { ContextInput } from "./request-context.ts";
import { requirePayer } from "./requester-pays.ts";
import { keyTarget, permission } from "./targets.ts";

// Writes of objects: what a request says of the object beside its bytes needs leave of its own.

export type WriteInput = BucketInput & AclHeaders & Omit<ContextInput, "VersionId"> & { readonly Key: string };

/** Whether the object is there when the request is done: parts of an upload make none. */
type Outcome = "makes an object" | "makes none";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export const onWrite = <Input extends WriteInput>(outcome: Outcome): AccessRule<Input, S3Store> => ({
  action: "s3:PutObject",
  unsigned: true,
  on: async (input, call, store) => {
    const bucket = await findBucket(store, input, call);
    requirePayer(bucket, call);
    return keyTarget(store, bucket, askedOf(input, call, outcome));
  },
  also: (input, call, store) => extrasOf(input, call, store),
});

/** A copy needs leave to read its source, too. */
export const onCopy = <Input extends WriteInput & CopyInput>(): AccessRule<Input, S3Store> => ({
  ...onWrite("makes an object"),
  also: async (input, call, store) => [
    ...(await sourcePermissions(store, input, call)),
    ...(await extrasOf(input, call, store)),
  ],
});

/** So does a part that is a copy. */
export const onPartCopy = <Input extends WriteInput & CopyInput>(): AccessRule<Input, S3Store> => ({
  ...onWrite("makes none"),
  also: (input, call, store) => partSourcePermission(store, input, call),
});

const askedOf = (input: WriteInput, call: Call, outcome: Outcome): Parameters<typeof keyTarget>[2] => ({
  input,
  call,
  key: input.Key,
  more: { "s3:ObjectCreationOperation": String(outcome === "makes an object") },
});

/** Nothing is looked up for what asks for nothing more. */
function extrasOf(
  input: WriteInput,
  call: Call,
  store: S3Store,
): readonly Permission[] | Promise<readonly Permission[]> {
  const actions = extraActions(input);
  return actions.length === 0 ? NOTHING : permissionsAt(input, call, { actions, store });
}

const NOTHING: readonly Permission[] = [];

async function permissionsAt(
  input: WriteInput,
  call: Call,
  { actions, store }: { readonly actions: readonly string[]; readonly store: S3Store },
): Promise<readonly Permission[]> {
  const bucket = await findBucket(store, input, call);
  const target = keyTarget(store, bucket, askedOf(input, call, "makes an object"));
  return actions.map((action) => permission(action, target));
}

const extraActions = (input: WriteInput): readonly string[] => [
  ...(asksForAcl(input) ? ["PutObjectAcl"] : []),
  ...(input.Tagging === undefined ? [] : ["PutObjectTagging"]),
  ...(input.ObjectLockMode === undefined && input.ObjectLockRetainUntilDate === undefined
    ? []
    : ["PutObjectRetention"]),
  ...(input.ObjectLockLegalHoldStatus === undefined ? [] : ["PutObjectLegalHold"]),
];
