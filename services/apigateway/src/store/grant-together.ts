/** A request that waits to be let through. */
export type Waiting = { readonly answer: (isGranted: boolean) => void; readonly fail: (error: unknown) => void };

/** Waits with the others, in their order. */
export const waitWith = (waiting: Waiting[]): Promise<boolean> =>
  new Promise((answer, fail) => waiting.push({ answer, fail }));

/**
 * Asks once for all who wait by now, and grants the first of them as many as there are.
 * @returns false where it failed, as those who waited hear
 */
export async function grantTogether(waiting: Waiting[], ask: (wanted: number) => Promise<number>): Promise<boolean> {
  const asking = waiting.splice(0);
  try {
    const granted = await ask(asking.length);
    for (const [index, { answer }] of asking.entries()) answer(index < granted);
    return true;
  } catch (error) {
    for (const { fail } of asking) fail(error);
    return false;
  }
}
