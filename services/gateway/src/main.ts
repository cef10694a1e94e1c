import { required, runMain, type ServiceClaims, VERSION } from "@skylab/service";
import { startGateway } from "./start.ts";

/** Every service that there is a container for, and which requests are its own. No service runs here. */
const SERVICES: Readonly<Record<string, () => Promise<{ readonly claims: ServiceClaims }>>> = {
  sqs: () => import("@skylab/sqs/facts"),
};

await runMain(process.env, Object.keys(SERVICES), async ({ settings, log, closing, stop }) => {
  const secret = required("SKYLAB_INTERNAL_SECRET", settings.internalSecret);
  const services = await Promise.all(
    settings.services.map(async (name) => ({ name, claims: (await SERVICES[name]?.())?.claims ?? {} })),
  );
  const gateway = await startGateway({ settings, log, secret, services, stop });
  closing(gateway.close);
  console.log(`Skylab ${VERSION} forwards ${settings.services.join(", ")} at port ${gateway.port}`);
});
