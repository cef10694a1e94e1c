import { Agent, type IncomingMessage, request } from "node:http";
import { HostRefusal } from "../port.ts";

/** The Docker Engine's API, as far as functions need it. https://docs.docker.com/reference/api/engine/version/v1.41/ */
export type DockerApi = {
  /** Asks, and resolves to what is answered in JSON, `undefined` where the answer has no body. Rejects with a DockerError. */
  readonly ask: (method: Method, path: string, body?: unknown) => Promise<unknown>;
  readonly close: () => void;
};

type Method = "GET" | "POST" | "DELETE";

/** The oldest version that has all that is asked for; every later engine answers it, Podman's too. */
const VERSION = "v1.41";

/** What the engine refused. */
class DockerError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "DockerError";
    this.status = status;
  }
}

export const isStatus = (error: unknown, ...statuses: readonly number[]): boolean =>
  error instanceof DockerError && statuses.includes(error.status);

/** The engine at a unix socket; nothing is sent before something is asked. */
export function dockerApi(socketPath: string): DockerApi {
  const agent = new Agent({ keepAlive: true });
  const send = (method: Method, path: string, body?: unknown): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const written = body === undefined ? undefined : JSON.stringify(body);
      const headers = {
        host: "docker",
        ...(written === undefined ? {} : { "content-type": "application/json" }),
        "content-length": Buffer.byteLength(written ?? ""),
      };
      const sent = request({ agent, socketPath, method, path: `/${VERSION}${path}`, headers }, resolve);
      sent.on("error", (error) => reject(notReached(socketPath, error)));
      sent.end(written);
    });
  return {
    ask: async (method, path, body) => {
      const answer = await send(method, path, body);
      const text = await textOf(answer);
      if (isFailure(answer)) throw errorOf(answer, text);
      return text === "" ? undefined : jsonOf(text);
    },
    close: () => agent.destroy(),
  };
}

/** 304: it is so already. */
const isFailure = ({ statusCode = 500 }: IncomingMessage): boolean => statusCode >= 400;

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

/** Pulls answer many lines of JSON: the text then. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function errorOf({ statusCode = 500 }: IncomingMessage, text: string): DockerError {
  const told = jsonOf(text);
  const message = typeof told === "object" && told !== null && "message" in told ? String(told.message) : text.trim();
  return new DockerError(statusCode, message);
}

const notReached = (socketPath: string, { message }: Error): HostRefusal =>
  new HostRefusal("CannotRun", `The Docker engine at ${socketPath} does not answer: ${message}.`);
