import type { AwsError } from "@skylab/aws";
import type { ServiceModel } from "./model.ts";
import type { AnswerContext, Body, RequestHead, Route, Values, WireResponse } from "./wire.ts";

/**
 * One protocol of one service. `createCodec` makes one per protocol of the model and asks the one that a request
 * speaks. It validates nothing and chooses no protocol: it only knows its own wire.
 */
export type ProtocolCodec = {
  /** @throws AwsError in the protocol's own words when the request names no operation of this service. */
  readonly route: (head: RequestHead, body: Buffer | undefined) => Route;
  /** @throws AwsError the protocol's own refusal of a malformed request. */
  readonly decode: (route: Route, head: RequestHead, body: Body) => Values;
  readonly encode: (route: Route, output: Values, context: AnswerContext) => WireResponse;
  readonly encodeError: (error: AwsError, context: AnswerContext) => WireResponse;
};

/** `restJson1(model)`, `restXml(model)`, `awsJson(model)` … each protocol's folder exports its own. */
export type CreateProtocolCodec = (model: ServiceModel) => ProtocolCodec;
