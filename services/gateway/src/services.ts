import type { ServiceClaims } from "@skylab/service";

/** A service as the gateway knows it: the container that it is in, and which requests are its own. None runs here. */
type Elsewhere = {
  readonly container: string;
  /** What tells its requests from others beyond its model, where there is more. */
  readonly facts?: () => Promise<{ readonly claims: ServiceClaims }>;
};

/** Every service that Skylab has. */
export const SERVICES: Readonly<Record<string, Elsewhere>> = {
  dynamodb: { container: "dynamodb", facts: () => import("@skylab/dynamodb/facts") },
  "dynamodb-streams": { container: "dynamodb" },
  iam: { container: "iam", facts: () => import("@skylab/iam/facts") },
  s3: { container: "s3", facts: () => import("@skylab/s3/facts") },
  sns: { container: "sns" },
  sqs: { container: "sqs", facts: () => import("@skylab/sqs/facts") },
  sts: { container: "iam", facts: async () => ({ claims: (await import("@skylab/iam/facts")).stsClaims }) },
};
