/** Lets so much be done at a time, in the order in which it came; what weighs more than there is room for is done alone. */
export type WithinRoom = <Result>(weight: number, act: () => Promise<Result>) => Promise<Result>;

export function openRoom(most: number): WithinRoom {
  const waiting: { readonly weight: number; readonly letIn: () => void }[] = [];
  let inside = 0;
  const letIn = (): void => {
    for (let first = waiting[0]; first && (inside === 0 || inside + first.weight <= most); first = waiting[0]) {
      inside += first.weight;
      waiting.shift();
      first.letIn();
    }
  };
  return async (weight, act) => {
    await new Promise<void>((resolve) => {
      waiting.push({ weight, letIn: resolve });
      letIn();
    });
    try {
      return await act();
    } finally {
      inside -= weight;
      letIn();
    }
  };
}
