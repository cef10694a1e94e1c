import { IntegrationFault } from "./integration.ts";

/** How long an API waits for an integration. */
export type Patience = {
  readonly timeoutMs: number;
  /** Whoever asked has gone away. */
  readonly signal?: AbortSignal | undefined;
};

/**
 * What is asked for, in time; else its signal ends it, and who waits hears of the timeout at once, whether the other end heeds
 * the signal or not: a function of Lambda goes on.
 */
export function within<Result>(
  { timeoutMs, signal }: Patience,
  ask: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ending = new AbortController();
  return new Promise((resolve, reject) => {
    const end = (fault: IntegrationFault): void => {
      reject(fault);
      ending.abort(fault);
    };
    const leave = (): void => end(new IntegrationFault("failure", "The client has gone away."));
    const timer = setTimeout(() => end(new IntegrationFault("timeout", "Endpoint request timed out")), timeoutMs);
    signal?.addEventListener("abort", leave, { once: true });
    if (signal?.aborted) leave();
    ask(ending.signal)
      .finally(() => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", leave);
      })
      .then(resolve, reject);
  });
}
