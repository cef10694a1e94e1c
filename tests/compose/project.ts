import { randomUUID } from "node:crypto";
import { connectSkylab, freePort, type Skylab } from "@skylab/testkit";
import { type Compose, composeOf, docker, NODE_IMAGE, removeProject } from "./docker.ts";

export type UpOptions = {
  /** What its file reads from the environment. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Of SQS, where these are to be more than of the others. */
  readonly ofSqs?: number;
};

/** docker-compose.yml, running under a name and on a port of its own. */
export type Project = {
  readonly skylab: Skylab;
  readonly adminToken: string;
  readonly compose: Compose;
  /** Brings it to this number of replicas of SQS, SNS, DynamoDB, IAM, S3, Lambda and API Gateway, and waits until all is healthy. */
  readonly up: (replicas: number, other?: UpOptions) => Promise<void>;
  /** The ids of a service's running containers. */
  readonly containers: (service: string) => Promise<readonly string[]>;
  /** SIGKILL for one container. */
  readonly kill9: (container: string) => Promise<void>;
  /** SIGKILL for the containers' processes, not through Docker: nobody wanted their end, so that their restart policy counts. */
  readonly crash: (containers: readonly string[]) => Promise<void>;
  readonly down: () => void;
};

/** Others get none of these while the gateway is made anew; below those that systems give to whoever asks for any. */
const PORTS = { from: 31_000, below: 32_000 };

/** What every container of ours and the engines needs at most until it is healthy. */
const HEALTHY_WITHIN_SECONDS = "240";

/**
 * Names a project that `up` starts, with `more` settings that its file reads from the environment. Whatever becomes of the
 * test, nothing of it is left when the process ends.
 */
export async function newProject(more: Readonly<Record<string, string>> = {}): Promise<Project> {
  const name = `skylab-test-${randomUUID().slice(0, 8)}`;
  const port = await freePort(PORTS);
  const adminToken = randomUUID();
  const own = { SKYLAB_PORT: String(port), SKYLAB_ADMIN_TOKEN: adminToken, ...more };
  const compose = composeOf(name, own);
  const forget = removeBeforeTheEnd(name);
  return {
    skylab: connectSkylab(`http://127.0.0.1:${port}`, adminToken),
    adminToken,
    compose,
    up: async (replicas, { settings = {}, ofSqs = replicas } = {}) => {
      const wait = ["--detach", "--wait", "--wait-timeout", HEALTHY_WITHIN_SECONDS];
      const others = ["sns", "dynamodb", "iam", "s3", "lambda", "apigateway"].map(
        (service) => `${service}=${replicas}`,
      );
      const scale = [`sqs=${ofSqs}`, ...others].flatMap((each) => ["--scale", each]);
      await composeOf(name, { ...own, ...settings })("up", ...wait, ...scale);
    },
    containers: async (service) => {
      const of = ["project", "service"].map((each) => `label=com.docker.compose.${each}`);
      const list = await docker("ps", "-q", "--filter", `${of[0]}=${name}`, "--filter", `${of[1]}=${service}`);
      return list.split("\n").filter((id) => id !== "");
    },
    kill9: async (container) => {
      await docker("kill", container);
    },
    crash: async (containers) => {
      const pids = await docker("inspect", "--format", "{{.State.Pid}}", ...containers);
      const shell = ["--rm", "--pid", "host", "--user", "0", "--network", "none", "--entrypoint", "sh", NODE_IMAGE];
      await docker("run", ...shell, "-c", `kill -9 ${pids.replaceAll("\n", " ")}`);
    },
    down: () => {
      forget();
      removeProject(name);
    },
  };
}

/** Removes a project when this process ends, also by a signal; returns how to forget about it. */
function removeBeforeTheEnd(name: string): () => void {
  const onExit = (): void => removeProject(name);
  const onSignal = (): void => {
    removeProject(name);
    process.kill(process.pid, "SIGKILL");
  };
  process.on("exit", onExit).on("SIGTERM", onSignal).on("SIGINT", onSignal);
  return () => process.off("exit", onExit).off("SIGTERM", onSignal).off("SIGINT", onSignal);
}
