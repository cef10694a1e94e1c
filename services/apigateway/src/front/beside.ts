import type { WireResponse } from "@skylab/protocol";
import { answerToPage, type Exchange } from "@skylab/service";
import type { PublishedApi } from "../store/directory.ts";
import { headerLines } from "./addresses/header-lines.ts";
import { type Located, locate } from "./addresses/locate.ts";
import { type Resolved, resolveAddress } from "./addresses/resolve-address.ts";
import type { DataPlane } from "./data-plane.ts";
import type { Front, FrontInside } from "./front.ts";
import { answerHttp } from "./http/answer-http.ts";
import { forbidden } from "./refusals.ts";
import { answerRest } from "./rest/answer-rest.ts";
import { answerWebSocketApi } from "./websocket/manage.ts";

/** Answers whatever comes to the address of an API of one kind. */
export type AnswerApi = (front: Front, resolved: Resolved) => Promise<WireResponse>;

const ANSWERS: Readonly<Record<PublishedApi["kind"], AnswerApi>> = {
  REST: answerRest,
  HTTP: answerHttp,
  WEBSOCKET: answerWebSocketApi,
};

/** What is no operation on connections: requests to APIs, and pages that may not ask for such an operation. */
export const besideOperations =
  (dataPlane: DataPlane) =>
  (exchange: Exchange, inside: FrontInside): Promise<WireResponse> | undefined => {
    const located = locate(exchange.head);
    return located === undefined ? answerToPage(exchange) : answerAt(located, { exchange, inside, dataPlane });
  };

async function answerAt(located: Located, front: Front): Promise<WireResponse> {
  const resolved = await resolveAddress(located, headerLines(front.exchange.request), front.dataPlane.published);
  return resolved === undefined ? forbidden(front) : await ANSWERS[resolved.api.kind](front, resolved);
}

/** The headers by which a browser shows its page an answer: an API's own are in the answer already. */
export const originHeaders = async ({ head, page }: Exchange): Promise<Readonly<Record<string, string>>> =>
  locate(head) === undefined ? (page?.headers ?? {}) : {};
