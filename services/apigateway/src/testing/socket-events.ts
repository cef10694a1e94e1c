import type { TestApigateway } from "./use-apigateway.ts";
import { type Event, eventOf, returned } from "./web-socket-api.ts";

/** Routes that tell a function of all that happens on a connection. */
export const PROXY = { $connect: {}, $disconnect: {}, $default: {} };

/** What functions are told of connections, and what they answer. */
export const useEvents = (apigateway: () => TestApigateway) => ({
  /** What functions were invoked with for an API since. */
  eventsOf: (apiId: string): readonly Event[] =>
    apigateway()
      .called.filter(({ operation }) => operation === "Invoke")
      .map(eventOf)
      .filter(({ requestContext }) => requestContext["apiId"] === apiId),

  /** Has functions answer by their events. */
  functions: (answer: (event: Event) => unknown): void =>
    apigateway().answers((call) => (call.operation === "Invoke" ? returned(answer(eventOf(call))) : {})),
});
