import { HostRefusal } from "../port.ts";
import type { Docker, ImageInfo } from "./docker.ts";

/** The image of a runtime; `undefined`: none is known. */
export type ImageOf = (runtime: string) => string | undefined;

const REGISTRY = "public.ecr.aws/lambda";

/** `nodejs22.x`, `python3.12`, `java8.al2`, `dotnet8`, `provided.al2023`: a language, and its version. */
const RUNTIME = /^(nodejs|python|java|ruby|dotnet|go|provided)\.?(.*?)(?:\.x)?$/;

/** AWS's own, as its documentation lists them: https://gallery.ecr.aws/lambda */
export function awsImageOf(runtime: string): string | undefined {
  const [, language, version = ""] = RUNTIME.exec(runtime) ?? [];
  return language === undefined ? undefined : `${REGISTRY}/${language}:${version === "" ? "alami" : version}`;
}

/**
 * What says which image a runtime has: a name with `<runtime>` in it, or runtimes and images in JSON.
 * https://docs.localstack.cloud/references/configuration/#lambda
 * @throws Error whose message goes on after the setting's name
 */
export function readImages(text: string | undefined): ImageOf {
  if (text === undefined) return awsImageOf;
  if (text.includes("<runtime>")) return (runtime) => text.replaceAll("<runtime>", runtime);
  const images = imagesIn(text);
  return (runtime) => images.get(runtime) ?? awsImageOf(runtime);
}

function imagesIn(text: string): ReadonlyMap<string, string> {
  try {
    const parsed: unknown = JSON.parse(text);
    const entries = typeof parsed === "object" && parsed !== null ? Object.entries(parsed) : [];
    if (entries.length > 0 && entries.every((entry): entry is [string, string] => typeof entry[1] === "string")) {
      return new Map(entries);
    }
  } catch {
    // It is told below.
  }
  throw new Error("must be an image's name with <runtime> in it, or a JSON object from runtimes to images");
}

/** Images that are here, or are fetched: each is looked for once. */
export class Images {
  readonly #docker: Docker;
  readonly #known = new Map<string, Promise<ImageInfo>>();

  constructor(docker: Docker) {
    this.#docker = docker;
  }

  /** Rejects with a HostRefusal where it is not here and cannot be fetched. */
  need(name: string): Promise<ImageInfo> {
    const looked = this.#known.get(name) ?? this.#look(name);
    this.#known.set(name, looked);
    looked.catch(() => this.#known.delete(name));
    return looked;
  }

  /** One that was removed meanwhile must be looked for again. */
  forget(name: string): void {
    this.#known.delete(name);
  }

  async #look(name: string): Promise<ImageInfo> {
    const here = await this.#docker.image(name);
    if (here !== undefined) return here;
    const reason = await this.#docker.pull(name).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const pulled = await this.#docker.image(name);
    if (pulled !== undefined) return pulled;
    const why = reason === undefined ? "" : `: ${reason}`;
    throw new HostRefusal("CannotRun", `The image ${name} is not on this machine and cannot be pulled${why}.`);
  }
}
