import { AwsError, type Clock, randomIds, systemClock } from "@skylab/aws";
import type { RequestHead } from "@skylab/protocol";
import type { Call, Caller } from "../service-definition.ts";

const ACCOUNT = "111122223333";

/** What a test's call has of its own. */
export type TestCall = {
  readonly clock?: Clock;
  readonly as?: Partial<Caller>;
  readonly head?: Partial<RequestHead>;
  /** Whose endpoint is asked. */
  readonly region?: string;
  /** May everything where the test says nothing else. */
  readonly refusalOf?: Call["refusalOf"];
};

/** A call as the frame makes it, of an account's root where the test says nothing else. */
export function testCall({
  as = {},
  clock = systemClock,
  head = {},
  refusalOf = () => Promise.resolve(undefined),
  region = "us-east-1",
}: TestCall = {}): Call {
  const account = as.account ?? ACCOUNT;
  return {
    requestId: "00000000-0000-0000-0000-000000000000",
    caller: { account, arn: `arn:aws:iam::${account}:root`, id: account, accessKeyId: undefined, ...as },
    place: { account, region },
    endpoint: "http://localhost:4566",
    head: { method: "POST", path: "/", query: "", headers: { host: "localhost:4566" }, ...head },
    sourceIp: "127.0.0.1",
    signal: new AbortController().signal,
    clock,
    ids: randomIds,
    refusalOf,
  };
}

/** The error with which a call is refused: `CODE: message`. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof AwsError) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error("The call was not refused.");
}
