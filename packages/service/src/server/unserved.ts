import { AwsError, type Ids } from "@skylab/aws";
import { createCodec, type RequestHead, type ServiceModel, type WireResponse } from "@skylab/protocol";
import type { Metrics } from "../metrics.ts";
import type { Outcome, Service } from "../service.ts";
import { guessProtocol } from "./choose-service.ts";

/** An answer that is still to be written. */
export type Answer = { readonly response: WireResponse; readonly outcome: Outcome };

/** Has no operations: only its errors are ever written. */
const NO_SERVICE: ServiceModel = {
  name: "unserved",
  sdkId: "Unserved",
  apiVersion: "",
  namespace: "com.amazonaws",
  protocols: ["awsJson1_0", "awsJson1_1", "awsQuery", "restJson1", "restXml", "rpcv2Cbor"],
  queryCompatible: false,
  signingName: "",
  endpointPrefix: "",
  operations: {},
  shapes: {},
  errors: [],
};

/**
 * Answers requests that none of the services is for: 501 where the signature names a service that Skylab does not
 * serve, 404 where nothing names one.
 */
export function unservedAnswers(options: {
  readonly services: readonly Service[];
  readonly ids: Ids;
  readonly metrics: Metrics;
}): (head: RequestHead, asked: string | undefined) => Answer {
  const codec = createCodec(NO_SERVICE);
  const meter = options.metrics.meter("none", "unknown");
  const served = options.services.map((service) => service.name).join(", ");
  return (head, asked) => {
    const requestId = options.ids.uuid();
    const error =
      asked === undefined
        ? new AwsError("UnknownOperationException", "Nothing in this request names an AWS service.", { status: 404 })
        : new AwsError("NotImplemented", `Skylab does not serve ${asked}; it serves ${served}.`, { status: 501 });
    const response = codec.encodeError(guessProtocol(head), error, { requestId });
    const outcome = {
      status: response.status,
      meter,
      service: asked ?? "none",
      requestId,
      operation: undefined,
      account: undefined,
      region: undefined,
      code: error.code,
    };
    return { response, outcome };
  };
}
