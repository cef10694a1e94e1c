import type * as sdk from "@aws-sdk/client-api-gateway";
import type { Handler, OperationTypes } from "@skylab/service";
import type { ApigatewayStore } from "../store/store.ts";

/** The operations of API Gateway's REST APIs (v1), their inputs and outputs. */
export type RestOperations = OperationTypes<typeof sdk>;

/** One operation of API Gateway's REST APIs (v1); two of them test what the data plane would do. */
export type Operation<Name extends keyof RestOperations, Engines = ApigatewayStore> = Handler<
  RestOperations[Name]["input"],
  RestOperations[Name]["output"],
  Engines
>;
