import { loadModel } from "@skylab/protocol";
import { accessByUri } from "../access-by-uri.ts";
import type { V2Operations } from "./operation.ts";

/** What IAM decides each operation by. */
export const v2Access = accessByUri<V2Operations>(loadModel("apigatewayv2"));
