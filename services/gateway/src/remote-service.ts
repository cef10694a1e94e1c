import { randomIds } from "@skylab/aws";
import { createCodec, type ServiceModel, type WireResponse } from "@skylab/protocol";
import {
  answerInstead,
  type Exchange,
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
import { forward, type ForwardResult, type ForwardTo } from "./forward.ts";
import { forwardUpgrade } from "./forward-upgrade.ts";

/** What a service in other containers is known by. */
export type RemoteOptions = {
  readonly model: ServiceModel;
  readonly claims: ServiceClaims;
  readonly replicas: Replicas;
  readonly proof: GatewayProof;
  readonly metrics: Metrics;
};

/** A service whose replicas answer, as the frame serves it: requests, WebSockets and its control paths are forwarded. */
export function remoteService(options: RemoteOptions): Service {
  const { model, claims, replicas, proof } = options;
  const to = { replicas, proof: proof.write };
  const forAdmin = { replicas, proof: proof.writeForAdmin };
  const settle = settler(options);
  const respondFrom =
    (where: ForwardTo): Service["respond"] =>
    async (exchange, response) =>
      settle(exchange, await forward(exchange, response, where), (wire) => send(response, wire));
  return {
    name: model.name,
    facts: factsOf({ ...claims, model }),
    respond: respondFrom(to),
    upgrade: async (exchange, upgrade) =>
      settle(exchange, await forwardUpgrade(exchange, upgrade, to), (wire) => answerInstead(exchange, wire)),
    jobs: [],
    control: (router) => {
      const respond = respondFrom(forAdmin);
      for (const path of claims.controlPaths ?? []) {
        router.all([path, `${path}/*below`], (request, response) =>
          respond(new HttpExchange(request, response), response),
        );
      }
    },
    reset: (account) => forgetEverywhere(replicas, { service: model.name, account }, proof),
  };
}

/** Tells what became of a forwarded request, after it has written a refusal in the service's own protocol where nobody has answered. */
type Settle = (
  exchange: Exchange,
  result: ForwardResult,
  write: (refusal: WireResponse) => Promise<void> | undefined,
) => Promise<Outcome>;

function settler({ model, metrics }: RemoteOptions): Settle {
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

  return async (exchange, result, write) => {
    if (result.kind === "over") return outcome(CLIENT_CLOSED, "ClientHasLeft");
    if (result.kind === "answered") {
      return outcome(result.status, result.status < 400 ? undefined : String(result.status));
    }
    const requestId = randomIds.uuid();
    const wire = codec.encodeError(codec.protocolOf(exchange.head), result.error, { requestId });
    await write(wire);
    return outcome(wire.status, result.error.code, requestId);
  };
}

/** As nginx logs it. */
const CLIENT_CLOSED = 499;
