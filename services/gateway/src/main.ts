import type { Objects } from "@skylab/objects";
import type { MinioObjectsOptions } from "@skylab/objects/minio";
import { HOST_PORT } from "@skylab/sandbox/remote";
import {
  containerOf,
  readServiceSettings,
  readSettings,
  required,
  runMain,
  SERVICE_NAMES,
  type Settings,
  VERSION,
} from "@skylab/service";
import { claimsOf } from "./claims.ts";
import { functionSettings } from "./functions/settings.ts";
import { startGateway } from "./start.ts";

/** Where compose mounts the engine's socket. */
const DOCKER_SOCKET = "/var/run/docker.sock";

await runMain(
  () => ({
    ...readSettings(process.env, SERVICE_NAMES),
    own: readServiceSettings(process.env, ["lambda"], functionSettings),
  }),
  async ({ settings, log, closing, stop }) => {
    const secret = required("SKYLAB_INTERNAL_SECRET", settings.internalSecret);
    const services = await Promise.all(
      settings.services.map(async (name) => ({ name, container: containerOf(name), claims: await claimsOf(name) })),
    );
    const gateway = await startGateway({ settings, log, secret, services, stop });
    closing(gateway.close);
    if (settings.services.includes("lambda")) {
      const { openHost, serveFunctions } = await import("./functions/index.ts");
      const { clock, openDoor } = gateway;
      const openBlobs = async (): Promise<Objects> => {
        const { openMinioObjects } = await import("@skylab/objects/minio");
        return await openMinioObjects(minioOf(settings));
      };
      const functions = await serveFunctions({
        open: () =>
          openHost({ settings, own: settings.own, secret, log, clock, openBlobs, openDoor, socketPath: DOCKER_SOCKET }),
        address: { host: settings.host, port: HOST_PORT },
        secret,
        log,
      });
      closing(functions.close);
    }
    console.log(`Skylab ${VERSION} forwards ${settings.services.join(", ")} at port ${gateway.port}`);
  },
);

/** @throws SettingsError where one of them is not set */
function minioOf({ minio }: Settings): MinioObjectsOptions {
  return {
    ...minio,
    endpoint: required("MINIO_ENDPOINT", minio.endpoint),
    accessKey: required("MINIO_ACCESS_KEY", minio.accessKey),
    secretKey: required("MINIO_SECRET_KEY", minio.secretKey),
  };
}
