import { runMain, type Settings, warnOfSettings } from "@skylab/service";
import { readAllSettings } from "./settings.ts";
import { type Running, start } from "./start.ts";

const DURABILITY = {
  durable: "durable: an answered write is on disk",
  fast: "fast: a crash of the machine may lose the last second",
};
const AUTH = {
  open: "open: any key is let in, as root of its account",
  audit: "audit: any key is let in, and the log tells whom enforce would refuse",
  enforce: "enforce: only known keys are let in",
};

await runMain(
  () => readAllSettings(process.env),
  async ({ settings, log, closing, stop }) => {
    const running = await start(settings, log, stop);
    closing(running.close);
    warnOfSettings(settings, log);
    announce(settings, running);
  },
);

function announce({ services, auth, durability }: Settings, { url, version, data }: Running): void {
  console.log(`Skylab ${version} serves ${services.join(", ")} at ${url}`);
  console.log(`Data  ${data} (${DURABILITY[durability]})`);
  console.log(`Auth  ${AUTH[auth]}`);
}
