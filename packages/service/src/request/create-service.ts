import type { ServerResponse } from "node:http";
import type { WireResponse } from "@skylab/protocol";
import { factsOf, type ServiceFacts } from "../server/choose-service.ts";
import { compile } from "./compile.ts";
import type { HttpExchange } from "../server/http-exchange.ts";
import type { Frame } from "../frame.ts";
import { insideOf } from "./inside.ts";
import { performCalls } from "./perform-calls.ts";
import type { AnswerCall } from "../calls/service-call.ts";
import type { Meter } from "../metrics.ts";
import { answer, type Compiled, type Passage, refuse } from "./pipeline.ts";
import { discardRest } from "./read-body.ts";
import { send } from "./send.ts";
import type { Job, ServiceDefinition, Types, Upgrade } from "../service-definition.ts";
import { answerInstead } from "../server/upgrades.ts";

/** A service that answers requests. */
export type Service = {
  readonly name: string;
  readonly facts: ServiceFacts;
  /** Writes the answer to one request. Rejects only where the answer breaks off, or none can be written. */
  readonly respond: (exchange: HttpExchange, response: ServerResponse) => Promise<Outcome>;
  /**
   * Takes the connection of a request for a WebSocket, or answers it with something else; absent where the service has none.
   * Resolves when the connection is over.
   */
  readonly upgrade?: ((exchange: HttpExchange, upgrade: Upgrade) => Promise<Outcome>) | undefined;
  /** Answers a call of another service; absent where the service itself is elsewhere. */
  readonly answerCall?: AnswerCall;
  readonly jobs: readonly Job[];
  readonly control: ServiceDefinition<Types, unknown>["control"];
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

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

/** An answer that is still to be written. */
export type Answer = { readonly response: WireResponse; readonly outcome: Outcome };

/** Makes a service of its definition: what does not depend on a request is looked up here, once. */
export function createService<Operations extends Types, Engines>(
  definition: ServiceDefinition<Operations, Engines>,
  frame: Frame,
): Service {
  const { model } = definition;
  const compiled = compile(definition, frame);
  const unknown = frame.metrics.meter(model.name, "unknown");
  const answerAny = answererOf(definition, compiled);
  return {
    name: model.name,
    facts: factsOf(definition),
    jobs: definition.jobs ?? [],
    control: definition.control,
    reset: definition.reset,
    answerCall: performCalls(compiled),
    respond: async (exchange, response) => {
      const passage = beginPassage(frame.ids.uuid());
      const wire = await answerAny(exchange, passage);
      const flowing = send(response, wire);
      if (flowing !== undefined) await flowing;
      return outcomeOf(passage, {
        status: wire.status,
        meter: passage.operation?.meter ?? unknown,
        service: model.name,
      });
    },
    upgrade: definition.upgrade && upgraderOf(definition.upgrade, compiled),
  };
}

const outcomeOf = (
  { caller, code, operation, region, requestId }: Passage,
  of: Pick<Outcome, "status" | "meter" | "service">,
): Outcome => ({ ...of, requestId, operation: operation?.model.name, account: caller?.account, region, code });

/** What takes connections for WebSockets, each metered by how long it lives, or answers in their place. */
function upgraderOf<Operations extends Types>(
  upgrade: NonNullable<ServiceDefinition<Operations, unknown>["upgrade"]>,
  compiled: Compiled,
): NonNullable<Service["upgrade"]> {
  const { frame, model } = compiled;
  const meter = frame.metrics.meter(model.name, "WebSocket");
  return async (exchange, connection) => {
    const passage = beginPassage(frame.ids.uuid());
    let instead: WireResponse | undefined;
    try {
      instead = await upgrade(exchange, insideOf(compiled, exchange, passage), connection);
    } catch (error) {
      instead = refuse(compiled, { head: exchange.head, passage, error });
    }
    if (instead !== undefined) await answerInstead(exchange, instead);
    return outcomeOf(passage, { status: instead?.status ?? SWITCHING_PROTOCOLS, meter, service: model.name });
  };
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-15.2.2 */
const SWITCHING_PROTOCOLS = 101;

/** What answers a request, whatever it is: beside the operations, by one of them, or with a refusal. */
function answererOf<Operations extends Types, Engines>(
  { beside, originHeaders }: ServiceDefinition<Operations, Engines>,
  compiled: Compiled,
): (exchange: HttpExchange, passage: Passage) => Promise<WireResponse> {
  const answerOrRefuse = async (exchange: HttpExchange, passage: Passage): Promise<WireResponse> => {
    try {
      const aside = beside?.(exchange, insideOf(compiled, exchange, passage));
      return (aside && (await aside)) ?? (await answer(compiled, exchange, passage));
    } catch (error) {
      // Node lets a body flow by that nobody has touched, and no other.
      discardRest(exchange.request);
      return refuse(compiled, { head: exchange.head, passage, error });
    }
  };
  if (originHeaders === undefined) return answerOrRefuse;
  return async (exchange, passage) => {
    const wire = await answerOrRefuse(exchange, passage);
    if (exchange.head.headers.origin === undefined) return wire;
    return { ...wire, headers: { ...wire.headers, ...(await originHeaders(exchange)) } };
  };
}

const beginPassage = (requestId: string): Passage => ({
  requestId,
  protocol: undefined,
  operation: undefined,
  caller: undefined,
  region: undefined,
  code: undefined,
});
