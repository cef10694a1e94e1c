import type { Runner } from "../runner.ts";
import { type TestHost, useHostOn } from "../testing/use-host.ts";

/** Docker's engine, where it is busy, may never tell that the kernel has ended a container for want of memory. */
export const ENGINE_TRIES = 5;

/** Opens the runner that is tested; the folder is its host's. */
export type OpenRunner = (folder: string) => Promise<Runner>;

export type HostUnderTest = Omit<TestHost, "runner">;

/** A host on the runner, which the end of the test closes. */
export const hostOn = (open: OpenRunner): Promise<HostUnderTest> => useHostOn(open);

/** What a function answered, as it was before it became JSON. */
export async function answerOf(
  { invoke, functionOf }: HostUnderTest,
  code: string,
  event?: unknown,
): Promise<Record<string, unknown>> {
  const { payload } = await invoke(await functionOf(code), event);
  return JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>; // as: the tests' functions answer objects.
}

/** Anybody else's function, which must not notice what others do. */
export const BYSTANDER = `export const handler = async () => ({ answer: 42 });`;
