import type { ServerResponse } from "node:http";
import type { Router } from "express";
import type { AnswerCall } from "./calls/service-call.ts";
import type { Exchange } from "./exchange.ts";
import type { Meter } from "./metrics.ts";
import type { Job, Upgrade } from "./service-definition.ts";
import type { ServiceFacts } from "./service-facts.ts";

/** A service that answers requests. */
export type Service = {
  readonly name: string;
  readonly facts: ServiceFacts;
  /** Writes the answer to one request. Rejects only where the answer breaks off, or none can be written. */
  readonly respond: (exchange: Exchange, response: ServerResponse) => Promise<Outcome>;
  /**
   * Takes the connection of a request for a WebSocket, or answers it with something else; absent where the service has none.
   * Resolves when the connection is over, or to nothing where only the service itself knew that it has none.
   */
  readonly upgrade?: ((exchange: Exchange, upgrade: Upgrade) => Promise<Outcome | undefined>) | undefined;
  /** Answers a call of another service; absent where the service itself is elsewhere. */
  readonly answerCall?: AnswerCall;
  readonly jobs: readonly Job[];
  /** Mounts its own endpoints beside the AWS API. */
  readonly control: ((router: Router) => void) | undefined;
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

/** A service that runs in this process. */
export type OwnService = Service & Required<Pick<Service, "answerCall">>;

/** What the log and the metrics tell of an answer. */
export type Outcome = {
  readonly status: number;
  readonly meter: Meter;
  readonly service: string;
  readonly requestId: string;
  /** As far as they are known. */
  readonly operation: string | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** The error's code, where it is one. */
  readonly code: string | undefined;
};
