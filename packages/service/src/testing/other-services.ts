import type { ServiceCall, ServiceClient } from "../calls/service-call.ts";

/** What another service answers; an error is its refusal. */
export type ServiceAnswer = Readonly<Record<string, unknown>> | Error;

type Answers = (call: ServiceCall, index: number) => ServiceAnswer | Promise<ServiceAnswer>;

export type OtherServices = {
  readonly call: ServiceClient;
  /** What they were asked. */
  readonly called: ServiceCall[];
  /** What they answer from now on. */
  readonly answers: (answer: Answers) => void;
};

/** Stands for all other services: keeps what it is asked, and answers it as a test says; nothing at all where it does not. */
export function otherServices(answer: Answers = () => ({})): OtherServices {
  const called: ServiceCall[] = [];
  let answerCall = answer;
  return {
    called,
    answers: (from) => {
      answerCall = from;
    },
    call: async (asked) => {
      const answered = await answerCall(asked, called.push(asked) - 1);
      if (answered instanceof Error) throw answered;
      return answered;
    },
  };
}
