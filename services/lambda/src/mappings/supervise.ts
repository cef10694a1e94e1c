import { setTimeout as sleep } from "node:timers/promises";
import { pause, takeTurns } from "@skylab/aws";
import type { BecomeSole } from "@skylab/service";
import type { MappingState, StoredMapping } from "../domain/mappings/mapping.ts";
import type { MappingId } from "../store/mappings.ts";
import type { LambdaStore } from "../store/store.ts";
import { pollQueue } from "./poll-queue.ts";
import { readStream } from "./read-stream.ts";
import type { Running, RunParts } from "./running.ts";
import { holdShares, type Shares } from "./shares.ts";

/** At the end: what takes longer is done again by another process. */
const ENDED_WITHIN_MS = 5_000;

/** Where the records' engine fails, or what ran has ended by itself. */
const RETRY_MS = 1_000;

/** A mapping that is run here, by its owner's latest wish. */
type Run = {
  readonly id: MappingId;
  readonly revision: string;
  readonly ending: AbortController;
  readonly running: Running;
};

type Supervision = {
  readonly store: LambdaStore;
  readonly runs: Map<string, Run>;
  readonly shares: Shares;
  readonly signal: AbortSignal;
  /** Lets what runs here agree with what is wanted. */
  readonly reconcile: (id: MappingId) => Promise<void>;
};

/**
 * Runs the mappings whose share this process has, each for itself, until the signal ends it: begins, ends and begins anew
 * what their owners create, change and delete, and tells so by the mappings' states.
 */
export async function superviseMappings(
  store: LambdaStore,
  becomeSole: BecomeSole | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { mappings } = store;
  const runs = new Map<string, Run>();
  const inTurn = takeTurns();
  const reconcile = async (id: MappingId): Promise<void> => {
    try {
      await inTurn(id.uuid, () => reconcileOne(supervision, id));
    } catch (error) {
      if (signal.aborted) return;
      store.log.warn({ err: error, mapping: id.uuid }, "an event source mapping is begun, changed or ended later");
      void again(id);
    }
  };
  const again = async (id: MappingId): Promise<void> => {
    await pause(RETRY_MS, signal);
    if (!signal.aborted) await reconcile(id);
  };
  const reconcileAll = async (): Promise<void> => {
    const all: Promise<void>[] = Array.from(runs.values(), ({ id }) => reconcile(id));
    for await (const mapping of mappings.all()) if (!runs.has(mapping.uuid)) all.push(reconcile(mapping));
    await Promise.all(all);
  };
  const reconcileAllSafely = (): Promise<void> =>
    reconcileAll().catch(async (error: unknown) => {
      if (signal.aborted) return;
      store.log.warn({ err: error }, "event source mappings cannot be listed");
      await pause(RETRY_MS, signal);
      await reconcileAllSafely();
    });
  const shares = holdShares({ becomeSole, changed: reconcileAllSafely }, signal);
  const supervision: Supervision = { store, runs, shares, signal, reconcile: again };
  const unwatch = mappings.watch((changed) => {
    if (changed === undefined) void reconcileAllSafely();
    else for (const id of changed) void reconcile(id);
  });
  void reconcileAllSafely();
  await untilAborted(signal);
  unwatch();
  await endAll(runs);
}

async function endAll(runs: ReadonlyMap<string, Run>): Promise<void> {
  for (const { ending } of runs.values()) ending.abort();
  const ended = Promise.all(Array.from(runs.values(), ({ running }) => running.ended));
  await Promise.race([ended, sleep(ENDED_WITHIN_MS, undefined, { ref: false })]);
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

async function reconcileOne(supervision: Supervision, id: MappingId): Promise<void> {
  const { runs, shares, signal, store } = supervision;
  const mapping = await store.mappings.find(id);
  const isMine = mapping !== undefined && shares.has(id.uuid);
  const run = runs.get(id.uuid);
  const isAsWanted = isMine && mapping.wanted === "Enabled" && run?.revision === mapping.revision;
  if (run !== undefined && !isAsWanted) {
    run.ending.abort();
    await run.running.ended;
    runs.delete(id.uuid);
  }
  if (!isMine || signal.aborted) return;
  if (mapping.wanted === "Deleted") return store.mappings.remove(id);
  if (mapping.wanted === "Enabled" && !isAsWanted) await begin(supervision, mapping);
  await tell(store, mapping, mapping.wanted);
}

async function begin({ reconcile, runs, store }: Supervision, mapping: StoredMapping): Promise<void> {
  const ending = new AbortController();
  const running = neverFailing(start({ mapping, store, signal: ending.signal }), mapping, store);
  const run = { id: mapping, revision: mapping.revision, ending, running };
  runs.set(mapping.uuid, run);
  void running.ended.then(() => {
    if (ending.signal.aborted || runs.get(mapping.uuid) !== run) return;
    // Another process has taken it over, or it cannot go on.
    runs.delete(mapping.uuid);
    void reconcile(mapping);
  });
  await running.begun;
}

/** What nobody foresaw ends one mapping, which is begun anew, and not the process. */
function neverFailing({ begun, ended }: Running, { uuid }: StoredMapping, store: LambdaStore): Running {
  const told = (error: unknown): void => store.log.warn({ err: error, mapping: uuid }, "an event source mapping fails");
  return { begun, ended: ended.catch(told) };
}

function start(parts: RunParts): Running {
  switch (parts.mapping.source.kind) {
    case "sqs":
      return pollQueue(parts);
    case "dynamodb":
      return readStream(parts);
    default:
      throw new Error(`${parts.mapping.source.kind} is not served here.`);
  }
}

/** What its owner has changed since is told when that is done. */
async function tell(store: LambdaStore, { revision, ...id }: StoredMapping, state: MappingState): Promise<void> {
  await store.mappings.update(id, (now) =>
    now.revision !== revision || now.state === state ? now : { ...now, state },
  );
}
