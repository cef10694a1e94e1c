import type { Service } from "../service.ts";

/** What health and info tell of the product. */
export type About = {
  readonly version: string;
  /** `open`, `audit` or `enforce`. */
  readonly auth: string;
  /** `durable` or `fast`. */
  readonly durability: string;
  /** Where everything is kept. */
  readonly data: string;
  readonly startedAt: number;
};

type State = "running" | "unavailable";

/** How the parts of the product are, by their names. */
export type Health = {
  readonly services: Readonly<Record<string, State>>;
  /** What the services keep their state in, where that is no part of the process. */
  readonly engines?: Readonly<Record<string, State>>;
  /** What holds functions in: `container`, `bubblewrap` … Absent where nothing runs functions, or nothing has yet. */
  readonly sandbox?: string;
};

/** What is in this process is well, or it would not answer. */
export const allRunning = (services: readonly Service[]): Health => ({
  services: Object.fromEntries(services.map((service) => [service.name, "running"])),
});

/** Whether a process can do its work: without its engines it can not. */
export const isServing = ({ engines = {} }: Health): boolean => !Object.values(engines).includes("unavailable");

/** `GET /_skylab/health`. */
export const healthAnswer = (health: Health, about: About): object => ({
  status: [health.services, health.engines ?? {}].some((states) => Object.values(states).includes("unavailable"))
    ? "degraded"
    : "running",
  version: about.version,
  ...health,
  auth: about.auth,
  durability: about.durability,
  data: about.data,
});

/** `GET /_localstack/health`, which tools written for LocalStack wait for. */
export const localstackHealth = ({ services }: Health, about: About): object => ({
  services,
  edition: "community",
  version: about.version,
});

/** `GET /_localstack/info`. */
export const localstackInfo = (about: About, now: number): object => ({
  version: about.version,
  edition: "community",
  is_license_activated: false,
  system: process.platform,
  is_docker: false,
  server_time_utc: new Date(now).toISOString().slice(0, "2026-11-26T00:00:00".length),
  uptime: Math.floor((now - about.startedAt) / 1000),
});

const STAGES = ["BOOT", "START", "READY", "SHUTDOWN"] as const;

/** `GET /_localstack/init`: there are no init scripts, and every stage but the last is through. */
export const localstackInit = (): object => ({
  completed: Object.fromEntries(STAGES.map((stage) => [stage, stage !== "SHUTDOWN"])),
  scripts: [],
});

/** `GET /_localstack/init/ready` and its like; `undefined` for what is no stage. */
export function localstackInitStage(name: string): object | undefined {
  const stage = STAGES.find((known) => known === name.toUpperCase());
  return stage === undefined ? undefined : { completed: stage !== "SHUTDOWN", scripts: [] };
}
