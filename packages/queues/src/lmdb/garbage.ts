import type { Disk } from "./disk.ts";
import { generationKey } from "./keys.ts";

/** Records deleted per transaction, so that deletions do not hold up what others write. */
const DELETED_AT_ONCE = 500;

/** Deletes in the background what purged and dropped queues left behind, also what an earlier process did not finish. */
export class GarbageCollector {
  private readonly disk: Disk;
  private readonly onFailure: (error: unknown) => void;
  private running: Promise<void> | undefined;
  private isStopped = false;

  constructor(disk: Disk, onFailure: (error: unknown) => void) {
    this.disk = disk;
    this.onFailure = onFailure;
  }

  /** Begins, where no round is running. */
  collect(): void {
    if (this.isStopped) return;
    this.running ??= this.round()
      .catch(this.onFailure)
      .finally(() => (this.running = undefined));
  }

  /** Ends after the transaction at hand; what is left is collected after the next start. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async round(): Promise<void> {
    for (let key = firstKey(this.disk); key && !this.isStopped; key = firstKey(this.disk)) {
      const generation = key;
      if (await deleteSome(this.disk, generation)) continue;
      await this.disk.write(() => void this.disk.garbage.remove(generation));
    }
  }
}

const firstKey = (disk: Disk): Buffer | undefined => [...disk.garbage.getKeys({ limit: 1 })][0];

/** False where nothing is left of the generation. */
async function deleteSome(disk: Disk, generation: Buffer): Promise<boolean> {
  const range = { start: generation, end: generationKey(generation.readUInt32BE(0) + 1), limit: DELETED_AT_ONCE };
  for (const database of [disk.messages, disk.flights, disk.deduplication]) {
    const keys = [...database.getKeys(range)];
    if (keys.length === 0) continue;
    await disk.write(() => {
      for (const key of keys) void database.remove(key);
    });
    return true;
  }
  return false;
}
