import type { Readable } from "node:stream";
import type { Identity } from "@skylab/auth";
import type { Place } from "@skylab/aws";
import type { OpenedCertificate } from "../../domain/rest/client-certificate.ts";
import type { MultiValues } from "../api-request.ts";

/**
 * What APIs call behind them. Each rejects with an `IntegrationFault` where the fault is the integration's, so that an API
 * can tell a timeout from an answer that is none.
 */
export type Integrations = {
  /** A function, by an ARN as integrations name it, with version or alias; waits for its answer unless `event`. */
  readonly lambda: (call: LambdaCall) => Promise<LambdaAnswer>;
  /** The same, whose answer comes as the function writes it; in time is what begins in time. */
  readonly lambdaStream: (call: LambdaCall) => Promise<Readable>;
  /** An AWS service as its API is over HTTP: `arn:aws:apigateway:eu-west-1:sqs:path/…` or `:action/…`. */
  readonly service: (request: ServiceRequest) => Promise<IntegrationAnswer>;
  /** Any HTTP endpoint outside. */
  readonly http: (request: HttpRequest) => Promise<IntegrationAnswer>;
  /** Asks for sessions of roles anew: IAM was reset. */
  readonly forget: () => void;
};

/** By whose permissions: a role that API Gateway assumes, the caller's own (`arn:aws:iam::*:user/*`), or the target's policy. */
export type IntegrationAs = {
  readonly place: Place;
  /** `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/path`: `aws:SourceArn` of policies. */
  readonly sourceArn: string;
  readonly roleArn?: string | undefined;
  readonly caller?: Identity | undefined;
};

export type LambdaCall = {
  readonly as: IntegrationAs;
  readonly functionArn: string;
  readonly payload: Uint8Array;
  readonly event?: boolean;
  readonly trace?: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
};

export type LambdaAnswer = {
  readonly payload: Uint8Array;
  /** `Handled`, `Unhandled`: the function failed, and the payload tells how. */
  readonly functionError?: string | undefined;
};

export type ServiceRequest = {
  readonly as: IntegrationAs;
  /** AWS's name in the URI: `sqs`, `dynamodb`, `s3`, `states`; its region; and what stands behind `path/` or `action/`. */
  readonly service: string;
  readonly region: string;
  readonly target: { readonly path: string } | { readonly action: string };
  /** A bucket or the like in front of the service: `bucket.s3`. */
  readonly subdomain?: string | undefined;
  readonly method: string;
  readonly query: MultiValues;
  readonly headers: MultiValues;
  readonly body: Buffer;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
};

export type HttpRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly timeoutMs: number;
  /** Of the certificate; true where `tlsConfig.insecureSkipVerification`. */
  readonly insecure?: boolean;
  /** What the endpoint may know the API by. */
  readonly certificate?: OpenedCertificate | undefined;
  readonly signal?: AbortSignal;
};

/** "Payload size": https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
export const MAX_ANSWER_BYTES = 10 * 1024 * 1024;

export type IntegrationAnswer = {
  readonly status: number;
  /** Names as they came; one that came several times stands here as often. */
  readonly headers: readonly (readonly [string, string])[];
  /** Whole, and not decompressed; at most `MAX_ANSWER_BYTES`. */
  readonly body: Buffer;
};

/** Why an integration gave no answer that an API could use. */
export class IntegrationFault extends Error {
  readonly kind: "timeout" | "failure" | "unreachable" | "forbidden" | "throttled" | "too-large";

  constructor(kind: IntegrationFault["kind"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "IntegrationFault";
    this.kind = kind;
  }
}
