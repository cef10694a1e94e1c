import type { Call } from "@skylab/service";
import type { FoundFunction } from "../find-function.ts";
import type { LambdaStore } from "../store/store.ts";
import { traceOf } from "./trace-of.ts";

/** An invocation for which nobody waits. */
export type NewEvent = { readonly found: FoundFunction; readonly payload: Uint8Array };

/** Keeps an event until it is done. Resolves when it is durable. */
export async function acceptEvent({ found, payload }: NewEvent, call: Call, store: LambdaStore): Promise<void> {
  const { name: functionName, place, qualifier } = found;
  await store.events.send({
    requestId: call.requestId,
    place,
    functionName,
    ...(qualifier !== undefined && { qualifier }),
    payload: Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString(),
    traceId: traceOf(call),
    acceptedAt: call.clock.now(),
  });
}
