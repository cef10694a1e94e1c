import { required, runMain, type ServiceClaims, VERSION } from "@skylab/service";
import { startGateway } from "./start.ts";

type Facts = { readonly claims: ServiceClaims };

/** Every service: the container that it is in, and which requests are its own. No service runs here. */
const SERVICES: Readonly<Record<string, { readonly container: string; readonly facts?: () => Promise<Facts> }>> = {
  iam: { container: "iam", facts: () => import("@skylab/iam/facts") },
  sqs: { container: "sqs", facts: () => import("@skylab/sqs/facts") },
  sts: { container: "iam", facts: async () => ({ claims: (await import("@skylab/iam/facts")).stsClaims }) },
};

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
