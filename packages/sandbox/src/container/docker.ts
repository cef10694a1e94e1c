import { type DockerApi, isStatus } from "./docker-api.ts";

/** What is asked of the Docker engine, in its own words. */
export type Docker = {
  readonly info: () => Promise<DockerInfo>;
  /** `undefined`: there is none of this name here. */
  readonly image: (name: string) => Promise<ImageInfo | undefined>;
  /** Rejects where the registry does not give it. */
  readonly pull: (name: string) => Promise<void>;
  /** Resolves to the container's id. */
  readonly create: (name: string, config: ContainerConfig) => Promise<string>;
  readonly rename: (id: string, name: string) => Promise<void>;
  readonly start: (id: string) => Promise<void>;
  /** Resolves to the exit code when it has ended. */
  readonly wait: (id: string) => Promise<number>;
  readonly inspect: (id: string) => Promise<ContainerInfo>;
  /** Nothing where it has ended. */
  readonly kill: (id: string, signal: "SIGKILL" | "SIGTERM") => Promise<void>;
  readonly pause: (id: string) => Promise<void>;
  readonly unpause: (id: string) => Promise<void>;
  readonly stats: (id: string) => Promise<ContainerStats>;
  /** With all that runs in it; nothing where it is gone. */
  readonly remove: (id: string) => Promise<void>;
  /** The ids of containers whose names have this in them, whatever they do. */
  readonly named: (part: string) => Promise<readonly string[]>;
  /** The same by a label. */
  readonly labelled: (label: string) => Promise<readonly string[]>;
  readonly close: () => void;
};

export type DockerInfo = { readonly NCPU: number; readonly InitBinary?: string; readonly ServerVersion: string };

export type ImageInfo = {
  readonly Config: {
    readonly Env?: readonly string[] | null;
    readonly Entrypoint?: readonly string[] | null;
    readonly Cmd?: readonly string[] | null;
    readonly WorkingDir?: string;
  };
};

export type ContainerInfo = {
  readonly Id: string;
  readonly State: { readonly OOMKilled: boolean; readonly Paused: boolean };
  readonly Mounts: readonly { readonly Source: string; readonly Destination: string }[];
};

export type ContainerStats = { readonly memory_stats: { readonly usage?: number; readonly max_usage?: number } };

/** As `POST /containers/create` takes it. */
export type ContainerConfig = {
  readonly Image: string;
  readonly Entrypoint: readonly string[];
  readonly Cmd: readonly string[];
  readonly Env: readonly string[];
  readonly WorkingDir: string;
  readonly User: string;
  readonly Labels: Readonly<Record<string, string>>;
  readonly HostConfig: Readonly<Record<string, unknown>>;
};

/** Of an engine at this socket. */
export function dockerOf(api: DockerApi): Docker {
  // What is answered is as the engine's API says it.
  return {
    info: async () => (await api.ask("GET", "/info")) as DockerInfo,
    image: async (name) => {
      try {
        return (await api.ask("GET", `/images/${encodeURIComponent(name)}/json`)) as ImageInfo; // as: see above.
      } catch (error) {
        if (isStatus(error, 404)) return undefined;
        throw error;
      }
    },
    pull: async (name) => {
      const told = await api.ask("POST", `/images/create?fromImage=${encodeURIComponent(taggedName(name))}`);
      // It begins with 200 before it knows whether there is such an image.
      const failure = /"error":("(?:[^"\\]|\\.)*")/.exec(typeof told === "string" ? told : JSON.stringify(told ?? ""));
      if (failure?.[1] !== undefined) throw new Error(String(JSON.parse(failure[1])));
    },
    create: async (name, config) => {
      const { Id } = (await api.ask("POST", `/containers/create?name=${name}`, config)) as { readonly Id: string }; // as: see above.
      return Id;
    },
    rename: async (id, name) => void (await api.ask("POST", of(id, `rename?name=${name}`))),
    start: async (id) => void (await api.ask("POST", of(id, "start"))),
    wait: async (id) => {
      const ended = (await api.ask("POST", of(id, "wait?condition=not-running"))) as { readonly StatusCode: number }; // as: see above.
      return ended.StatusCode;
    },
    inspect: async (id) => (await api.ask("GET", of(id, "json"))) as ContainerInfo,
    kill: async (id, signal) => {
      await api.ask("POST", of(id, `kill?signal=${signal}`)).catch(unless(404, 409));
    },
    pause: async (id) => void (await api.ask("POST", of(id, "pause")).catch(unless(404, 409))),
    unpause: async (id) => void (await api.ask("POST", of(id, "unpause")).catch(unless(404, 409))),
    stats: async (id) => (await api.ask("GET", of(id, "stats?stream=false&one-shot=true"))) as ContainerStats,
    remove: async (id) => {
      await api.ask("DELETE", `/containers/${id}?force=true&v=true`).catch(unless(404, 409));
    },
    named: (part) => find(api, { name: [part] }),
    labelled: (label) => find(api, { label: [label] }),
    close: api.close,
  };
}

async function find(api: DockerApi, by: Readonly<Record<string, readonly string[]>>): Promise<readonly string[]> {
  const filters = encodeURIComponent(JSON.stringify(by));
  const found = (await api.ask("GET", `/containers/json?all=true&filters=${filters}`)) as readonly { Id: string }[]; // as: see above.
  return found.map(({ Id }) => Id);
}

const of = (id: string, what: string): string => `/containers/${id}/${what}`;

/** Of a name without a tag the engine would pull every one. */
const taggedName = (name: string): string => (/(?::[^/]+|@.+)$/.test(name) ? name : `${name}:latest`);

/** For what is so already, or is gone. */
const unless =
  (...statuses: readonly number[]): ((error: unknown) => void) =>
  (error) => {
    if (!isStatus(error, ...statuses)) throw error;
  };
