import { containerOf, readSettings, required, runMain, SERVICE_NAMES, VERSION } from "@skylab/service";
import { claimsOf } from "./claims.ts";
import { startGateway } from "./start.ts";

await runMain(
  () => readSettings(process.env, SERVICE_NAMES),
  async ({ settings, log, closing, stop }) => {
    const secret = required("SKYLAB_INTERNAL_SECRET", settings.internalSecret);
    const services = await Promise.all(
      settings.services.map(async (name) => ({ name, container: containerOf(name), claims: await claimsOf(name) })),
    );
    const gateway = await startGateway({ settings, log, secret, services, stop });
    closing(gateway.close);
    console.log(`Skylab ${VERSION} forwards ${settings.services.join(", ")} at port ${gateway.port}`);
  },
);
