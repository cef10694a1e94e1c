import type { ServiceCall } from "@skylab/service";
import type { TestApigateway } from "./use-apigateway.ts";

type Json = Readonly<Record<string, unknown>>;

export const policy = (Effect: string, Resource: string | readonly string[]): Json => ({
  Version: "2012-10-17",
  Statement: [{ Action: "execute-api:Invoke", Effect, Resource }],
});

/** What a function returns that lets somebody. */
export const letting = (more: Json = {}): Json => ({
  principalId: "me",
  policyDocument: policy("Allow", "*"),
  ...more,
});

/** The function of an authorizer. */
export const useAuthorizingFunction = (test: () => TestApigateway) => ({
  /** Answers so from now on, and has not been asked yet. */
  returns: (value: unknown, FunctionError?: string): void => {
    test().called.length = 0;
    test().answers(() => ({ Payload: Buffer.from(JSON.stringify(value)), ...(FunctionError && { FunctionError }) }));
  },

  invocations: (): readonly ServiceCall[] => test().called.filter(({ operation }) => operation === "Invoke"),
});
