import { required, runMain, VERSION } from "@skylab/service";
import { SERVICES } from "./services.ts";
import { startGateway } from "./start.ts";

await runMain(process.env, Object.keys(SERVICES), async ({ settings, log, closing, stop }) => {
  const secret = required("SKYLAB_INTERNAL_SECRET", settings.internalSecret);
  const services = await Promise.all(
    settings.services.map(async (name) => {
      const { container = name, facts } = SERVICES[name] ?? {};
      return { name, container, claims: (await facts?.())?.claims ?? {} };
    }),
  );
  const gateway = await startGateway({ settings, log, secret, services, stop });
  closing(gateway.close);
  console.log(`Skylab ${VERSION} forwards ${settings.services.join(", ")} at port ${gateway.port}`);
});
