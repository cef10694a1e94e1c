import type { ServiceClaims, ServiceName } from "@skylab/service";

/** The services whose model does not tell all of their requests. What tells the rest is loaded, and no service with it. */
const CLAIMS: Partial<Record<ServiceName, () => Promise<ServiceClaims>>> = {
  apigatewaymanagementapi: async () => (await import("@skylab/apigateway/facts")).claims,
  dynamodb: async () => (await import("@skylab/dynamodb/facts")).claims,
  iam: async () => (await import("@skylab/iam/facts")).claims,
  lambda: async () => (await import("@skylab/lambda/facts")).claims,
  s3: async () => (await import("@skylab/s3/facts")).claims,
  sns: async () => (await import("@skylab/sns/facts")).claims,
  sqs: async () => (await import("@skylab/sqs/facts")).claims,
  sts: async () => (await import("@skylab/iam/facts")).stsClaims,
};

const LOAD = new Map(Object.entries(CLAIMS));

/** Which requests are a service's, beyond what its model tells. */
export const claimsOf = async (service: string): Promise<ServiceClaims> => (await LOAD.get(service)?.()) ?? {};
