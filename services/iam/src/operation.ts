import type * as iam from "@aws-sdk/client-iam";
import type * as sts from "@aws-sdk/client-sts";
import type { Handler, OperationTypes } from "@skylab/service";
import type { IamStore } from "./store/store.ts";

/** The operations of IAM, their inputs and outputs. */
export type IamOperations = OperationTypes<typeof iam>;

/** The operations of STS, their inputs and outputs. */
export type StsOperations = OperationTypes<typeof sts>;

/** One operation of IAM or STS: their names differ. */
export type Operation<Name extends keyof Operations> = Handler<
  Operations[Name]["input"],
  Operations[Name]["output"],
  IamStore
>;

type Operations = IamOperations & StsOperations;
