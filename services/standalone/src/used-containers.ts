import type { Records } from "@skylab/records";
import { containerOf, SERVICE_NAMES } from "@skylab/service";

/** Of which containers a service was ever made on this data folder: what those left there goes on at the next start. */
export type UsedContainers = {
  readonly has: (container: string) => boolean;
  /** Resolves when it is kept. */
  readonly add: (container: string) => Promise<void>;
};

const PARTITION = "standalone";
const SPACE = "used";

export async function usedContainers(records: Records): Promise<UsedContainers> {
  const all = [...new Set(SERVICE_NAMES.map(containerOf))];
  const partition = records.partition(PARTITION);
  const kept = await partition.range(SPACE, { limit: all.length });
  const used = new Set(kept.map(({ key }) => Buffer.from(key).toString()));
  const add = async (container: string): Promise<void> => {
    if (used.has(container)) return;
    await partition.commit({
      writes: [{ kind: "put", space: SPACE, key: Buffer.from(container), value: new Uint8Array(0) }],
    });
    used.add(container);
  };
  // Skylab made all services at every start once, and kept nothing of it.
  if (used.size === 0 && (await records.partitions()).length > 0) await Promise.all(all.map(add));
  return { has: (container) => used.has(container), add };
}
