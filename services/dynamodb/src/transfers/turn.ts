import type { Clock } from "@skylab/aws";
import type { ServiceClient } from "@skylab/service";

/** What a turn of the jobs that export and import needs. */
export type Turn = { readonly call: ServiceClient; readonly clock: Clock; readonly signal: AbortSignal };
