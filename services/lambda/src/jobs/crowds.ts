/**
 * How many events of a function are under way in this process: one of which there are many, or which takes long, holds up
 * no other.
 */
export type Crowds = {
  /** Whether there is room for one more; then it is taken. */
  readonly enter: (functionArn: string) => boolean;
  /** Waits until there is, and takes it; false where it ended meanwhile. */
  readonly waitFor: (functionArn: string, ending: AbortSignal) => Promise<boolean>;
  readonly leave: (functionArn: string) => void;
  /** Has all who wait look whether it ended. */
  readonly wake: () => void;
};

export function openCrowds(most: number): Crowds {
  const underWay = new Map<string, number>();
  const waiting = new Map<string, (() => void)[]>();
  const enter = (functionArn: string): boolean => {
    const before = underWay.get(functionArn) ?? 0;
    if (before >= most) return false;
    underWay.set(functionArn, before + 1);
    return true;
  };
  return {
    enter,
    waitFor: async (functionArn, ending) => {
      while (!ending.aborted) {
        if (enter(functionArn)) return true;
        await new Promise<void>((resolve) => {
          const queue = waiting.get(functionArn) ?? [];
          waiting.set(functionArn, queue);
          queue.push(resolve);
        });
      }
      return false;
    },
    leave: (functionArn) => {
      const left = (underWay.get(functionArn) ?? 1) - 1;
      if (left === 0) underWay.delete(functionArn);
      else underWay.set(functionArn, left);
      const queue = waiting.get(functionArn);
      queue?.shift()?.();
      if (queue?.length === 0) waiting.delete(functionArn);
    },
    wake: () => {
      for (const goOn of [...waiting.values()].flat()) goOn();
      waiting.clear();
    },
  };
}
