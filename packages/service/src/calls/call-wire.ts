import { deserialize, serialize } from "node:v8";
import { AwsError } from "@skylab/aws";
import type { Values } from "@skylab/protocol";

/** Where a service takes calls from others. Not of the control plane: notifications of one service are the load of another. */
export const CALL_PATH = "/_skylab/call/";

/** The path of an operation of a service. */
export const callPath = (service: string, operation: string): string => `${CALL_PATH}${service}/${operation}`;

/** What such a path asks for. */
export type CalledOperation = { readonly service: string; readonly operation: string };

/** Reads such a path. */
export function parseCallPath(path: string): CalledOperation | undefined {
  const [, service, operation] = /^\/_skylab\/call\/([a-z][a-z0-9-]*)\/([A-Za-z][A-Za-z0-9]*)$/.exec(path) ?? [];
  return service === undefined || operation === undefined ? undefined : { service, operation };
}

/**
 * Values between two processes of one build: V8's own form keeps dates, bytes and `undefined` as they are. It is read
 * only after the signature over it was verified.
 */
export const writeValues = (values: Values): Buffer => serialize(values);
export const readValues = (bytes: Uint8Array): Values => deserialize(bytes);

/** An AwsError on that way. */
export function writeError({ code, message, headers, members, queryCode, queryMessage, status }: AwsError): Buffer {
  return serialize({ code, message, options: { headers, members, queryCode, queryMessage, status } });
}

/** Reads what `writeError` wrote. */
export function readError(bytes: Uint8Array): AwsError {
  const { code, message, options } = deserialize(bytes);
  return new AwsError(code, message, options);
}
