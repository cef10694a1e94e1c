import type { Clock, Ids } from "@skylab/aws";
import type { Call, Caller } from "@skylab/service";
import type { Bucket } from "../domain/bucket.ts";
import { type Happening, type Occurrence, S3_PRINCIPAL } from "../domain/notifications/occurrence.ts";
import type { ObjectVersion } from "../domain/object-version.ts";
import type { OccurrenceOf } from "../store/objects.ts";

/** What happened to an object by a call, as notifications tell it. */
export const occurrenceOf =
  (bucket: Bucket, call: Call, happening: string | Happening): OccurrenceOf =>
  (version) =>
    version && {
      ...happeningOf(happening),
      ...factsOf(bucket, version),
      at: call.clock.now(),
      requestId: call.requestId,
      ...whoever(call.caller),
      sourceIp: call.sourceIp,
    };

/** What S3 does to an object on its own: by lifecycle rules, restores and replication. */
export const ownOccurrenceOf =
  (
    bucket: Bucket,
    { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
    happening: string | Happening,
  ): OccurrenceOf =>
  (version) =>
    version && {
      ...happeningOf(happening),
      ...factsOf(bucket, version),
      at: clock.now(),
      requestId: ids.uuid(),
      principalId: S3_PRINCIPAL,
      requester: S3_PRINCIPAL,
      sourceIp: S3_PRINCIPAL,
    };

const happeningOf = (happening: string | Happening): Happening =>
  typeof happening === "string" ? { event: happening } : happening;

const factsOf = (bucket: Bucket, version: ObjectVersion): Pick<Occurrence, "key" | "versionId" | "size" | "etag"> => ({
  key: version.key,
  ...(bucket.versioning !== undefined && { versionId: version.versionId }),
  ...(version.kind === "object" && { size: version.size, etag: version.etag }),
});

const whoever = ({ account, id, service }: Caller): Pick<Occurrence, "principalId" | "requester"> =>
  service === undefined
    ? { principalId: `AWS:${id}`, requester: account }
    : { principalId: service.name, requester: service.name };
