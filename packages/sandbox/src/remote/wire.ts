import {
  type Credentials,
  type FunctionVersion,
  HostRefusal,
  type Invocation,
  type RefusalReason,
  type SandboxLevel,
} from "../port.ts";

/** What is asked of a host over HTTP, by POST; each is signed as a call from service to service. */
export const PATHS = {
  invoke: "/_skylab/host/invoke",
  provision: "/_skylab/host/provision",
  provisioned: "/_skylab/host/provisioned",
  forget: "/_skylab/host/forget",
} as const;

/** Whom a signature names: nobody but Lambda asks a host for anything. */
export const CALLER = "lambda";

/** The status by which a host says that it did not run a function; the body is the refusal. */
export const REFUSED = 422;

/** What makes an invocation beside its payload. */
export type InvocationHead = Omit<Invocation, "payload" | "signal">;

/** What is asked beside invocations. */
export type Provision = {
  readonly version: FunctionVersion;
  readonly credentials: Credentials;
  readonly count: number;
};

const LENGTH_BYTES = 4;

/** An invocation as a body: the length of its head, the head in JSON, and the payload as it is. */
export function writeInvocation(invocation: Invocation): Buffer {
  const { payload, signal: _, ...head } = invocation;
  const written = Buffer.from(JSON.stringify(head satisfies InvocationHead));
  const body = Buffer.allocUnsafe(LENGTH_BYTES + written.length + payload.length);
  body.writeUInt32BE(written.length);
  body.set(written, LENGTH_BYTES);
  body.set(payload, LENGTH_BYTES + written.length);
  return body;
}

/** Reads what `writeInvocation` wrote; only of who has proved to know the secret. */
export function readInvocation(body: Buffer): Omit<Invocation, "signal"> {
  const end = LENGTH_BYTES + body.readUInt32BE();
  const head = JSON.parse(body.toString("utf8", LENGTH_BYTES, end)) as InvocationHead; // as: it was signed by one of us.
  return { ...head, payload: body.subarray(end) };
}

type WrittenRefusal = { readonly reason: RefusalReason; readonly message: string };

export const writeRefusal = ({ reason, message }: HostRefusal): string =>
  JSON.stringify({ reason, message } satisfies WrittenRefusal);

export function readRefusal(text: string): HostRefusal {
  const { reason, message } = JSON.parse(text) as WrittenRefusal; // as: `writeRefusal` wrote it.
  return new HostRefusal(reason, message);
}

/** How strong the sandboxes are of who is reached so: processes are the business of who starts them. */
export const LEVEL: SandboxLevel = "container";
