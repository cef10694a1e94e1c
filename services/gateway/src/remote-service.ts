import { randomIds } from "@skylab/aws";
import { createCodec, type ServiceModel } from "@skylab/protocol";
import {
  factsOf,
  type GatewayProof,
  HttpExchange,
  type Metrics,
  type Outcome,
  send,
  type Service,
  type ServiceClaims,
} from "@skylab/service";
import type { Replicas } from "@skylab/service/remote";
import { forgetEverywhere } from "./fan-out.ts";
import { forward } from "./forward.ts";

/** What a service in other containers is known by. */
export type RemoteOptions = {
  readonly model: ServiceModel;
  readonly claims: ServiceClaims;
  readonly replicas: Replicas;
  readonly proof: GatewayProof;
  readonly metrics: Metrics;
};

/** A service whose replicas answer, as the frame serves it: requests and its control paths are forwarded. */
export function remoteService(options: RemoteOptions): Service {
  const { model, claims, replicas, proof } = options;
  const answer = answerer(options);
  return {
    name: model.name,
    facts: factsOf({ ...claims, model }),
    respond: answer,
    jobs: [],
    control: (router) => {
      for (const path of claims.controlPaths ?? []) {
        router.all([path, `${path}/*below`], (request, response) =>
          answer(new HttpExchange(request, response), response),
        );
      }
    },
    reset: (account) => forgetEverywhere(replicas, { service: model.name, account }, proof),
  };
}

/** Forwards requests, and writes a refusal in the service's own protocol where nobody answers. */
function answerer({ model, replicas, proof, metrics }: RemoteOptions): Service["respond"] {
  const codec = createCodec(model);
  const meter = metrics.meter(model.name, "forwarded");
  const outcome = (status: number, code: string | undefined, requestId = ""): Outcome => ({
    status,
    code,
    requestId,
    meter,
    service: model.name,
    operation: undefined,
    account: undefined,
    region: undefined,
  });

  return async (exchange, response) => {
    const result = await forward(exchange, response, { replicas, proof: proof.write });
    if (result.kind === "over") return outcome(CLIENT_CLOSED, "ClientHasLeft");
    if (result.kind === "answered") {
      return outcome(result.status, result.status < 400 ? undefined : String(result.status));
    }
    const requestId = randomIds.uuid();
    const wire = codec.encodeError(codec.protocolOf(exchange.head), result.error, { requestId });
    await send(response, wire);
    return outcome(wire.status, result.error.code, requestId);
  };
}

/** As nginx logs it. */
const CLIENT_CLOSED = 499;
