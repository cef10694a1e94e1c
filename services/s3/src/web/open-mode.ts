import { rootOf } from "@skylab/auth";
import type { Caller, Inside } from "@skylab/service";
import type { Bucket } from "../domain/bucket.ts";
import type { S3Operations } from "../operation.ts";

/** In open mode everybody is root of an account: for a website's visitors, of the one that owns it. `undefined`: nobody. */
export function ownerWhereAllAreRoot({ account }: Bucket, { frame }: Inside<S3Operations>): Caller | undefined {
  if (frame.auth.mode !== "open") return undefined;
  return { ...rootOf(account), unproven: true };
}
