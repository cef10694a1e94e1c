import { type Docker, dockerOf } from "../docker.ts";
import { dockerApi } from "../docker-api.ts";
import { awsImageOf, Images } from "../images.ts";

export const SOCKET = "/var/run/docker.sock";

/** The engine of this machine. */
export const engine = (): Docker => dockerOf(dockerApi(SOCKET));

/** Why functions of these runtimes cannot run in containers here; `undefined` where they can. Fetches images that lack. */
export async function whyNoContainers(...runtimes: readonly string[]): Promise<string | undefined> {
  const docker = engine();
  try {
    await docker.info();
    const images = new Images(docker);
    for (const runtime of runtimes) await images.need(awsImageOf(runtime) ?? runtime);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    docker.close();
  }
}
