import type { RequestHead } from "@skylab/protocol";
import { CALL_PATH } from "../calls/call-wire.ts";
import { isControl, isReserved } from "../control/control-plane.ts";
import type { CorsVerdict } from "../exchange.ts";
import { type GatewayProof, gatewayProof } from "../gateway-proof.ts";
import type { Outcome, Service } from "../service.ts";
import { type Choice, chooser } from "./choose-service.ts";
import { judgeOrigin } from "./cors.ts";
import type { HttpExchange } from "./http-exchange.ts";
import type { ServerOptions } from "./server-options.ts";
import { type Answer, unservedAnswers } from "./unserved.ts";

/** What decides about every request of a server, whether it is to be answered or upgraded. */
export type Routing = {
  readonly gateway: GatewayProof | undefined;
  readonly choose: (head: RequestHead) => Choice<Service>;
  readonly isForControl: (head: RequestHead) => boolean;
  /**
   * What the frame's rules say of the web page that asks; `undefined` where none does, or where the service judges it itself.
   * The exchange tells the service in any case.
   */
  readonly judgePage: (exchange: HttpExchange) => CorsVerdict | undefined;
  /** Answers what is for no service. */
  readonly refuse: (head: RequestHead, asked: string | undefined) => Answer;
  /** Counts an answer, times it, and writes its line to the log. */
  readonly record: (outcome: Outcome, startedAt: number) => void;
};

export function routingOf(options: ServerOptions): Routing {
  const secret = options.internalSecret;
  const choose = chooser(options.services);
  const ownPaths = options.services.flatMap((service) => service.facts.ownPaths);
  const owners = options.services.flatMap((service) => service.facts.owns ?? []);
  /** At an address of somebody's function or API, `/metrics` is theirs. */
  const isOwned = (head: RequestHead): boolean => !isReserved(head.path) && owners.some((owns) => owns(head));
  const isForControl = (head: RequestHead): boolean =>
    isControl(head) && !ownPaths.some((path) => head.path.startsWith(path)) && !isOwned(head);
  /** A service may know better which pages may call it; what is no service's own is the frame's to judge. */
  const judgesOrigin = (head: RequestHead): boolean =>
    !isForControl(head) && !head.path.startsWith(CALL_PATH) && choose(head).service?.facts.judgesOrigins === true;
  return {
    gateway: secret === undefined ? undefined : gatewayProof(secret),
    choose,
    isForControl,
    judgePage: (exchange) => {
      const { head } = exchange;
      if (head.headers.origin === undefined) return undefined;
      exchange.page = judgeOrigin(head.method, head.headers, options.cors);
      return judgesOrigin(head) ? undefined : exchange.page;
    },
    refuse: unservedAnswers(options),
    record: recorder(options),
  };
}

function recorder({ log }: ServerOptions): Routing["record"] {
  const logs = log.isLevelEnabled("info");
  return (outcome, startedAt) => {
    const elapsed = performance.now() - startedAt;
    outcome.meter.count(outcome.code ?? "OK", elapsed / 1000);
    if (!logs) return;
    const { service, operation, account, region, code, requestId, status } = outcome;
    const ms = Math.round(elapsed * 1000) / 1000;
    log.info({ service, operation, account, region, status, code, ms, requestId }, "request");
  };
}
