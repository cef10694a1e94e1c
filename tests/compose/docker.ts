import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { execCompose, type IDockerComposeResult } from "docker-compose";

const run = promisify(execFile);

/** The folder of docker-compose.yml. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What our own images are built on. */
export const NODE_IMAGE = process.env["NODE_IMAGE"] ?? "node:24-bookworm-slim";

/** `docker …`; resolves to what it writes, rejects where it fails. */
export const docker = async (...args: readonly string[]): Promise<string> => (await run("docker", args)).stdout.trim();

/** `docker compose …` of one project; resolves to what it writes to standard output. */
export type Compose = (command: string, ...args: readonly string[]) => Promise<string>;

/** The `docker compose` of the project of this name; `settings` are what its file reads from the environment. */
export function composeOf(name: string, settings: Readonly<Record<string, string>>): Compose {
  const env = { ...process.env, ...settings, COMPOSE_PROJECT_NAME: name };
  return async (command, ...args) => {
    try {
      return (await execCompose(command, [...args], { cwd: ROOT, env })).out.trim();
    } catch (failure) {
      const { exitCode, err } = failure as IDockerComposeResult; // as: docker-compose rejects with what it resolves to.
      const reason = err.trim().split("\n").at(-1);
      throw new Error(`docker compose ${command} ended with ${exitCode}: ${reason}\n${err}`, { cause: failure });
    }
  };
}

/** Ends a project at once, containers, volumes, networks and images: for a process that is about to end, too. */
export function removeProject(name: string): void {
  const args = ["compose", "--project-name", name, "down", "--volumes", "--rmi", "local", "--timeout", "5"];
  spawnSync("docker", args, { cwd: ROOT });
}

/** Why no project can run here, or not these services of it; `undefined` where they can. Fetches the images that lack. */
export async function whyNoCompose(services?: readonly string[]): Promise<string | undefined> {
  if (await fails("version")) return "no Docker engine answers";
  if (await fails("compose", "version")) return "Docker has no Compose v2";
  const named = await namedImages();
  const images = services ? services.flatMap((service) => named[service] ?? []) : [NODE_IMAGE, ...Object.values(named)];
  for (const image of images) {
    if (!(await isImageHere(image))) return `the image ${image} is not here and cannot be pulled`;
  }
  return undefined;
}

/** Whether there is such an image; fetches one that lacks. */
export const isImageHere = async (image: string): Promise<boolean> =>
  !(await fails("image", "inspect", image)) || !(await fails("pull", "--quiet", image));

const fails = (...args: readonly string[]): Promise<boolean> =>
  docker(...args).then(
    () => false,
    () => true,
  );

/** The images that docker-compose.yml names, by service; the others are built. */
async function namedImages(): Promise<Readonly<Record<string, string>>> {
  const config = JSON.parse(await composeOf("skylab-test", {})("config", "--format", "json")) as {
    readonly services: Readonly<Record<string, { readonly image?: string }>>;
  }; // as: https://compose-spec.io
  const named: Record<string, string> = {};
  for (const [service, { image }] of Object.entries(config.services)) if (image !== undefined) named[service] = image;
  return named;
}

/** The ids of a function's containers, whether they run or not. */
export async function containersOf({ name }: { readonly name: string }): Promise<readonly string[]> {
  const list = await docker("ps", "-aq", "--no-trunc", "--filter", `name=skylab-${name}-`);
  return list.split("\n").filter((id) => id !== "");
}
