import type { WireResponse } from "@skylab/protocol";
import type { Exchange } from "../exchange.ts";
import type { Frame } from "../frame.ts";
import type { ServiceDefinition, Types } from "../service-definition.ts";
import { factsOf } from "../service-facts.ts";
import type { Outcome, OwnService, Service } from "../service.ts";
import { answerInstead } from "./answer-instead.ts";
import { compile } from "./compile.ts";
import { insideOf } from "./inside.ts";
import { performCalls } from "./perform-calls.ts";
import { answer, type Compiled, type Passage, refuse } from "./pipeline.ts";
import { discardRest } from "./read-body.ts";
import { send } from "./send.ts";

/** Makes a service of its definition: what does not depend on a request is looked up here, once. */
export function createService<Operations extends Types, Engines>(
  definition: ServiceDefinition<Operations, Engines>,
  frame: Frame,
): OwnService {
  const { control, model } = definition;
  const compiled = compile(definition, frame);
  const unknown = frame.metrics.meter(model.name, "unknown");
  const answerAny = answererOf(definition, compiled);
  return {
    name: model.name,
    facts: factsOf(definition),
    // Two services may have jobs of one name, and each has its own owner.
    jobs: definition.jobs?.map((job) => ({ ...job, name: `${model.name}: ${job.name}` })) ?? [],
    control: control && ((router) => control(router, frame)),
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
): (exchange: Exchange, passage: Passage) => Promise<WireResponse> {
  const answerOrRefuse = async (exchange: Exchange, passage: Passage): Promise<WireResponse> => {
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
