/** Receive counts and visibility reach the disk so long after the receive; a crash in between shows messages early. */
const WRITTEN_AFTER_MS = 200;

type Saver = { readonly saveFlights: () => Promise<void> };

/** What may reach the disk a moment later than it is answered: many changes of one message cost one write, or none. */
export type WriteBehind = { readonly saveSoon: (queue: Saver) => void; readonly saveNow: () => Promise<void> };

export function createWriteBehind(): WriteBehind {
  const changed = new Set<Saver>();
  let timer: NodeJS.Timeout | undefined;
  const saveNow = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const saves = [...changed].map((queue) => queue.saveFlights());
    changed.clear();
    await Promise.all(saves);
  };
  return {
    saveNow,
    saveSoon: (queue) => {
      changed.add(queue);
      // A failure was reported by the disk.
      timer ??= setTimeout(() => void saveNow().catch(() => undefined), WRITTEN_AFTER_MS).unref();
    },
  };
}
