import { loadModel } from "@skylab/protocol";
import { accessByUri } from "../access-by-uri.ts";
import type { RestOperations } from "./operation.ts";

/** What IAM decides each operation by. */
export const restAccess = accessByUri<RestOperations>(loadModel("apigateway"));
