import { AwsError } from "@skylab/aws";
import type { ServiceCall, ServiceClient } from "@skylab/service";

/** What another service answers. */
export type ServiceAnswer = Readonly<Record<string, unknown>> | Error;

/** Stands for all other services: keeps what it is asked, and answers it as a test says. */
export function otherServices(answer: (call: ServiceCall, index: number) => ServiceAnswer = () => ({})): {
  readonly call: ServiceClient;
  readonly calls: readonly ServiceCall[];
} {
  const calls: ServiceCall[] = [];
  return {
    calls,
    call: async (call) => {
      const answered = answer(call, calls.push(call) - 1);
      if (answered instanceof Error) throw answered;
      return answered;
    },
  };
}

export const awsError = (code: string, status: number): AwsError => new AwsError(code, `${code} it is.`, { status });
