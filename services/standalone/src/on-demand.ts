import type { ServiceModel } from "@skylab/protocol";
import { factsOf, type OwnService, type Service, type ServiceClaims } from "@skylab/service";

/** A service before it is made. */
export type Unmade = {
  readonly model: ServiceModel;
  readonly claims: ServiceClaims;
  /** Whether there may be something of it. */
  readonly isUsed: () => boolean;
  /** Makes it, and begins its jobs. */
  readonly make: () => Promise<OwnService>;
};

/** A service that is made when it is first asked: by a request, by another service, or at a path of its own. */
export function onDemand({ model, claims, isUsed, make }: Unmade): Service {
  let service: OwnService | undefined;
  let making: Promise<OwnService> | undefined;
  const made = async (): Promise<OwnService> => {
    making ??= make();
    try {
      return (service = await making);
    } catch (error) {
      // The next who asks tries again.
      making = undefined;
      throw error;
    }
  };
  const ask = <Answer>(of: (service: OwnService) => Promise<Answer>): Promise<Answer> =>
    service === undefined ? made().then(of) : of(service);
  return {
    name: model.name,
    facts: factsOf({ ...claims, model }),
    respond: (exchange, response) => ask((it) => it.respond(exchange, response)),
    upgrade: (exchange, upgrade) => ask(async (it) => it.upgrade?.(exchange, upgrade)),
    answerCall: (call, waits) => ask((it) => it.answerCall(call, waits)),
    jobs: [],
    control: (router) => {
      let isRouted = false;
      for (const path of claims.controlPaths ?? []) {
        router.use(path, async (_request, _response, next) => {
          const { control } = await made();
          // Express goes on with what is added to a router while it routes.
          if (!isRouted) control?.(router);
          isRouted = true;
          next();
        });
      }
    },
    reset: async (account) => {
      if (isUsed()) await ask((it) => it.reset(account));
    },
  };
}
