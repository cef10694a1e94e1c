/** Lets so many in at once; the others wait in their order. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

export function gate(width: number): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async (work) => {
    if (inside >= width) await new Promise<void>((enter) => waiting.push(enter));
    else inside++;
    try {
      return await work();
    } finally {
      const enter = waiting.shift();
      if (enter === undefined) inside--;
      else enter();
    }
  };
}
