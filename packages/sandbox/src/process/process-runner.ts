import { chmod, chown, mkdir, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { HostRefusal } from "../port.ts";
import type { Runner, Sandbox, SandboxSpec } from "../runner.ts";
import type { Job, NetworkMode } from "./job.ts";
import { launchSandbox } from "./launch.ts";
import { AWS_LAYOUT, type Layout, runtimeFolder } from "./layout.ts";
import type { ProcessLevel } from "./levels.ts";
import { lookAtMachine, type Machine } from "./machine.ts";
import { isOpenToAll } from "./plain.ts";
import { type PreparedJob, prepareJob } from "./prepare-job.ts";

export type ProcessRunnerOptions = {
  /** The strongest that works here, or this one and, where it does not work, the next weaker one. */
  readonly level: ProcessLevel | "auto";
  /** Refuses to run anything where the level that was asked for does not work. */
  readonly strict: boolean;
  readonly network: NetworkMode;
  readonly log: { readonly info: (message: string) => void; readonly warn: (message: string) => void };
};

/** Runs functions as child processes, as well held in as this machine can; which level that is it finds out when asked. */
export function openProcessRunner(options: ProcessRunnerOptions): Runner & { readonly level: ProcessLevel } {
  return new ProcessRunner(options);
}

/** With 100 ms more before each. */
const REMOVING_RETRIES = 3;

/** Of folders that are one sandbox's. */
const OWNER_ALONE = 0o700;

class ProcessRunner implements Runner {
  readonly #options: ProcessRunnerOptions;
  readonly #running = new Set<Sandbox>();
  readonly #told = new Set<string>();
  #found: Machine | undefined;

  constructor(options: ProcessRunnerOptions) {
    this.#options = options;
  }

  get level(): ProcessLevel {
    return this.#machine().level;
  }

  async start(spec: SandboxSpec): Promise<Sandbox> {
    const machine = this.#machine();
    const { level, strict, network } = this.#options;
    if (strict && level !== "auto" && machine.level !== level) {
      throw new HostRefusal("CannotRun", `Functions may run at the level ${level} only, and it does not work here.`);
    }
    const layout = machine.level === "plain" ? plainLayout(machine, spec) : AWS_LAYOUT;
    const tellOnce = (message: string): void => this.#tellOnce(message);
    const prepared = await prepareJob({ spec, layout, network, folder: machine.folder, tellOnce });
    const uid = this.#mayDrop(machine, prepared) ? machine.uids?.take() : undefined;
    const sandbox = await this.#launch(machine, prepared, uid);
    this.#running.add(sandbox);
    void sandbox.ended.then(() => this.#running.delete(sandbox));
    return sandbox;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running].map((sandbox) => sandbox.kill()));
    if (this.#found !== undefined) {
      // The SDK may be on its way into it.
      await rm(this.#found.folder, { recursive: true, force: true, maxRetries: REMOVING_RETRIES });
    }
  }

  async #launch(machine: Machine, { job: found, forwards }: PreparedJob, uid: number | undefined): Promise<Sandbox> {
    const job: Job = { ...found, uid };
    const tmp = machine.level === "plain" ? job.layout.tmp : undefined;
    const onEnd = async (): Promise<void> => {
      for (const forward of forwards) forward.close();
      if (uid !== undefined) machine.uids?.give(uid);
      if (tmp !== undefined) await rm(tmp, { recursive: true, force: true });
    };
    try {
      if (tmp !== undefined) await mkdir(tmp, { mode: OWNER_ALONE });
      if (uid !== undefined) {
        await handOver([...(tmp === undefined ? [] : [tmp]), ...(await all(job.sockets))], uid);
        // Other sandboxes have other users, and may see its name.
        await chmod(job.sockets, OWNER_ALONE);
      }
      return await launchSandbox({ ...job, launch: machine.launch(job), onEnd });
    } catch (error) {
      await onEnd();
      throw new HostRefusal("CannotRun", `A sandbox could not be started: ${String(error)}`);
    }
  }

  #machine(): Machine {
    if (this.#found !== undefined) return this.#found;
    const { level: wanted, network, log } = this.#options;
    const machine = lookAtMachine(wanted === "auto" ? "bubblewrap" : wanted, network);
    this.#found = machine;
    const isWeak = machine.level === "plain" || (wanted !== "auto" && wanted !== machine.level);
    const told = `Functions run as processes, held in by ${TOLD[machine.level]}.`;
    if (isWeak) log.warn(told);
    else log.info(told);
    return machine;
  }

  /** Where a sandbox sees this machine's files, a user of its own must be able to reach what is the function's. */
  #mayDrop({ level, uids }: Machine, { job }: PreparedJob): boolean {
    if (uids === undefined || level !== "plain") return true;
    const paths = [job.layout.runtime, job.task, dirname(job.sockets), ...job.mounts.map(({ source }) => source)];
    const closed = paths.find((path) => !isOpenToAll(path));
    if (closed !== undefined) {
      this.#tellOnce(`Functions run as root, because other users cannot reach ${closed}.`);
    }
    return closed === undefined;
  }

  #tellOnce(message: string): void {
    if (this.#told.has(message)) return;
    this.#told.add(message);
    this.#options.log.warn(message);
  }
}

const TOLD: Readonly<Record<ProcessLevel, string>> = {
  bubblewrap: "bubblewrap",
  unshare: "namespaces",
  plain: "limits only, and no namespaces: run no code here that you do not trust",
};

const plainLayout = ({ folder }: Machine, spec: SandboxSpec): Layout => ({
  task: spec.task ?? folder,
  opt: spec.opt ?? AWS_LAYOUT.opt,
  runtime: runtimeFolder(folder),
  sockets: spec.sockets,
  tmp: join(folder, `tmp-${spec.id}`),
});

/** A folder and what is in it. */
const all = async (folder: string): Promise<string[]> => [
  folder,
  ...(await readdir(folder)).map((name) => join(folder, name)),
];

/** Makes them one sandbox's, and nobody else's. */
async function handOver(paths: readonly string[], uid: number): Promise<void> {
  for (const path of paths) {
    await chmod(path, OWNERS_ALONE);
    await chown(path, uid, uid);
  }
}

const OWNERS_ALONE = 0o700;
