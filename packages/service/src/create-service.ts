import { accessDenied } from "@skylab/auth";
import { createCodec, violationsError, type WireResponse } from "@skylab/protocol";
import { factsOf, type ServiceFacts } from "./choose-service.ts";
import type { Exchange } from "./exchange.ts";
import type { Frame } from "./frame.ts";
import type { Meter } from "./metrics.ts";
import { answer, type Compiled, type Passage, refuse } from "./pipeline.ts";
import { prepareOperations } from "./prepare.ts";
import type { Job, ServiceDefinition, Types } from "./service.ts";

/** A service that answers requests. */
export type Service = {
  readonly name: string;
  readonly facts: ServiceFacts;
  /** Answers one request; never rejects. */
  readonly handle: (exchange: Exchange) => Promise<Answer>;
  readonly jobs: readonly Job[];
  readonly control: ServiceDefinition<Types, unknown>["control"];
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

/** An answer, and what the log tells of it. */
export type Answer = {
  readonly response: WireResponse;
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

/** Larger than any request that AWS takes whole: DynamoDB's batches of 16 MB, and what JSON adds to them. */
const DEFAULT_MAX_BODY_BYTES = 24 * 1024 * 1024;

/** Makes a service of its definition: what does not depend on a request is looked up here, once. */
export function createService<Operations extends Types, Engines>(
  definition: ServiceDefinition<Operations, Engines>,
  frame: Frame,
): Service {
  const { model } = definition;
  const compiled: Compiled = {
    model,
    codec: createCodec(model),
    operations: prepareOperations(definition, frame.metrics),
    maxBodyBytes: definition.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
    violationsError:
      definition.violationsError ?? ((violations, operation) => violationsError(violations, model, operation)),
    accessDenied: definition.accessDenied ?? ((denial) => accessDenied(denial, denial.decision, denial.family)),
    frame,
  };
  const unknown = frame.metrics.meter(model.name, "unknown");
  return {
    name: model.name,
    facts: factsOf(definition),
    jobs: definition.jobs ?? [],
    control: definition.control,
    reset: definition.reset,
    handle: async (exchange) => {
      const passage = beginPassage(frame.ids.uuid());
      const response = await answer(compiled, exchange, passage).catch((error: unknown) =>
        refuse(compiled, { head: exchange.head, passage, error }),
      );
      return {
        response,
        meter: passage.operation?.meter ?? unknown,
        service: model.name,
        requestId: passage.requestId,
        operation: passage.operation?.model.name,
        account: passage.caller?.account,
        region: passage.region,
        code: passage.code,
      };
    },
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
