import { DEFAULT_ACCOUNT } from "@skylab/aws";

/** What a client of the SDK is told of Skylab. */
export type ClientConfig = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** One: a test wants to see the first answer. */
  readonly maxAttempts: number;
};

/** Who a client calls as; by default the account of everybody, in us-east-1. */
export type ClientIdentity = {
  readonly account?: string;
  readonly region?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  /** Of temporary credentials. */
  readonly sessionToken?: string;
  readonly maxAttempts?: number;
};

/** A client class of the SDK for JavaScript. */
export type ClientClass<Client> = new (config: ClientConfig) => Client;

/** The configuration of a client for this URL. */
export function clientConfig(url: string, as: ClientIdentity = {}): ClientConfig {
  return {
    endpoint: url,
    region: as.region ?? "us-east-1",
    credentials: {
      accessKeyId: as.accessKeyId ?? as.account ?? DEFAULT_ACCOUNT,
      secretAccessKey: as.secretAccessKey ?? "test",
      ...(as.sessionToken !== undefined && { sessionToken: as.sessionToken }),
    },
    maxAttempts: as.maxAttempts ?? 1,
  };
}
