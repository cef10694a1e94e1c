import type { Logger } from "../log.ts";
import { isLoopbackAddress } from "../loopback.ts";
import type { Settings } from "../settings/settings.ts";

/** Tells the log which settings are less safe than they could be. */
export function warnOfSettings({ auth, rootKey, durability, host }: Settings, log: Logger): void {
  if (durability === "fast") log.warn("SKYLAB_DURABILITY=fast: a crash of the machine may lose the last second");
  if (auth === "enforce" && rootKey.secretAccessKey === "test") {
    log.warn("the root key's secret is the default: set SKYLAB_ROOT_SECRET_ACCESS_KEY");
  }
  if (auth !== "enforce" && !isLoopbackAddress(host)) {
    log.warn(`everybody who reaches ${host} is let in: SKYLAB_AUTH=enforce asks for a known key`);
  }
}
