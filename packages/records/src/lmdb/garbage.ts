import { expiryKey, GARBAGE_SPACE, headerOf, NOTHING, numberOfGarbage, storedKey } from "./layout.ts";
import type { Draft } from "./view.ts";
import type { Writer } from "./writer.ts";

/** So many records in a transaction, so that commits do not wait for a large space to be collected. */
const COLLECT_LIMIT = 500;

/** Removes what is left of dropped spaces. */
export type Collector = {
  /** There is something to collect. */
  readonly collect: () => void;
  /** Resolves when nothing is being collected, and begins no more. What is left is collected at the next start. */
  readonly close: () => Promise<void>;
};

export function startCollector(writer: Writer): Collector {
  let closed = false;
  let collecting: Promise<void> | undefined;

  const collectAll = async (): Promise<void> => {
    try {
      for (let left = true; left;) left = !closed && (await writer.run(collectSome));
    } catch {
      // Whoever commits next learns what is wrong with the disk; the next drop or start tries again.
    }
    collecting = undefined;
  };
  const collect = (): void => {
    if (!closed) collecting ??= collectAll();
  };
  collect();
  return {
    collect,
    close: async () => {
      closed = true;
      await collecting;
    },
  };
}

const GARBAGE = { from: storedKey(GARBAGE_SPACE, NOTHING), to: storedKey(GARBAGE_SPACE + 1, NOTHING) };

/** Removes some records of the first dropped space; false where there is none. */
function collectSome(draft: Draft): boolean {
  for (const { key } of draft.entries(GARBAGE)) {
    const number = numberOfGarbage(key);
    const some: { readonly key: Buffer; readonly expiresAt: number | undefined }[] = [];
    for (const record of draft.entries({ from: storedKey(number, NOTHING), to: storedKey(number + 1, NOTHING) })) {
      some.push({ key: record.key, expiresAt: headerOf(record.value).expiresAt });
      if (some.length === COLLECT_LIMIT) break;
    }
    for (const record of some) {
      if (record.expiresAt !== undefined) draft.remove(expiryKey(record.expiresAt, record.key));
      draft.remove(record.key);
    }
    if (some.length < COLLECT_LIMIT) draft.remove(key);
    return true;
  }
  return false;
}
