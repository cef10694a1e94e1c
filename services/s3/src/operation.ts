import type * as sdk from "@aws-sdk/client-s3";
import type { Handler, OperationTypes } from "@skylab/service";
import type { S3Store } from "./store/store.ts";

/** The operations of S3, their inputs and outputs. */
export type S3Operations = OperationTypes<typeof sdk>;

/** One operation of S3. */
export type Operation<Name extends keyof S3Operations> = Handler<
  S3Operations[Name]["input"],
  S3Operations[Name]["output"],
  S3Store
>;

/** What an operation answers. */
export type Output<Name extends keyof S3Operations> = S3Operations[Name]["output"];
