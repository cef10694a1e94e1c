import type { LambdaEngines } from "../store/engines.ts";

/** Ends the environments of a function that is gone. A host that cannot be asked now ends them when they have been idle. */
export async function endEnvironments(
  functionArn: string,
  { host, log }: Pick<LambdaEngines, "host" | "log">,
): Promise<void> {
  try {
    await host.forget(functionArn);
  } catch (error) {
    log.warn({ function: functionArn, err: error }, "environments of a function that is gone are not ended yet");
  }
}
