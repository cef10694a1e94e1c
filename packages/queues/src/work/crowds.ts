/**
 * How many items of one receiver are under way in this process: one for which there are many, or which takes long, holds up
 * no other.
 */
export type Crowds = {
  /** Whether there is room for one more; then it is taken. */
  readonly enter: (receiver: string) => boolean;
  /** Waits until there is, and takes it; false where it ended meanwhile. */
  readonly waitFor: (receiver: string, ending: AbortSignal) => Promise<boolean>;
  readonly leave: (receiver: string) => void;
};

/** Lets so many items of each receiver be under way at a time. */
export function openCrowds(most: number): Crowds {
  const underWay = new Map<string, number>();
  const waiting = new Map<string, (() => void)[]>();
  const enter = (receiver: string): boolean => {
    const before = underWay.get(receiver) ?? 0;
    if (before >= most) return false;
    underWay.set(receiver, before + 1);
    return true;
  };
  const wakeAll = (): void => {
    for (const goOn of [...waiting.values()].flat()) goOn();
    waiting.clear();
  };
  return {
    enter,
    waitFor: async (receiver, ending) => {
      // However many wait, and however often, a signal knows this listener once.
      ending.addEventListener("abort", wakeAll, { once: true });
      while (!ending.aborted) {
        if (enter(receiver)) return true;
        await new Promise<void>((resolve) => {
          const queue = waiting.get(receiver) ?? [];
          waiting.set(receiver, queue);
          queue.push(resolve);
        });
      }
      return false;
    },
    leave: (receiver) => {
      const left = (underWay.get(receiver) ?? 1) - 1;
      if (left === 0) underWay.delete(receiver);
      else underWay.set(receiver, left);
      const queue = waiting.get(receiver);
      queue?.shift()?.();
      if (queue?.length === 0) waiting.delete(receiver);
    },
  };
}
