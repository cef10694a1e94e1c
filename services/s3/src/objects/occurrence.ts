import type { Call } from "@skylab/service";
import type { Bucket } from "../domain/bucket.ts";
import type { OccurrenceOf } from "../store/objects.ts";

/** What happened to an object by a call, as notifications tell it. */
export const occurrenceOf =
  (bucket: Bucket, call: Call, event: string): OccurrenceOf =>
  (version) =>
    version && {
      event,
      at: call.clock.now(),
      key: version.key,
      versionId: bucket.versioning === undefined ? undefined : version.versionId,
      size: version.kind === "object" ? version.size : undefined,
      etag: version.kind === "object" ? version.etag : undefined,
      requestId: call.requestId,
      principalId: call.caller.id,
      sourceIp: call.sourceIp,
    };
