import type * as sdk from "@aws-sdk/client-apigatewayv2";
import type { Handler, OperationTypes } from "@skylab/service";
import type { ApigatewayStore } from "../store/store.ts";

/** The operations of API Gateway v2: HTTP and WebSocket APIs, their inputs and outputs. */
export type V2Operations = OperationTypes<typeof sdk>;

/** One operation of API Gateway v2: HTTP and WebSocket APIs. */
export type Operation<Name extends keyof V2Operations> = Handler<
  V2Operations[Name]["input"],
  V2Operations[Name]["output"],
  ApigatewayStore
>;
