import type { ClientClass, ClientIdentity } from "./client.ts";

/** Skylab for a test, wherever it runs. */
export type Skylab = {
  readonly url: string;
  readonly clock: TestClock;
  /** A client of the SDK: `client(SQSClient, { account: "111122223333" })`. */
  readonly client: <Client>(Class: ClientClass<Client>, as?: ClientIdentity) => Client;
  /** Asks for a path, or a URL, as an admin may. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** Lets go of it; what the test started ends, and its data are removed. */
  readonly close: () => Promise<void>;
};

/** The time of the Skylab under test. */
export type TestClock = {
  /** Milliseconds since the epoch. */
  readonly now: () => Promise<number>;
  /** Time jumps ahead, and what became due by that is on its way. */
  readonly advance: (milliseconds: number) => Promise<void>;
};
