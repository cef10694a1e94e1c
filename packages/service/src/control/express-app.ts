import express, { type ErrorRequestHandler, type RequestHandler, type Router } from "express";
import { adminRefusal } from "./admin-guard.ts";
import { CLOCK_USAGE, clockFace, clockMoveIn } from "./clock-route.ts";
import type { ControlOptions, ControlPlane } from "./control-options.ts";
import {
  allRunning,
  type Health,
  healthAnswer,
  isServing,
  localstackHealth,
  localstackInfo,
  localstackInit,
  localstackInitStage,
} from "./health.ts";
import { resetServices } from "./reset.ts";

/** Everything on the port that is no AWS API: health, metrics, reset, clock, LocalStack's endpoints, the services' own. */
export function expressApp(options: ControlOptions): ControlPlane {
  const app = express();
  app.disable("x-powered-by");
  app.enable("case sensitive routing");
  app.use(open(options));
  app.use(adminsOnly(options));
  app.use(skylabRoutes(options));
  app.use(localstackRoutes(options));
  for (const service of options.services) {
    const router = newRouter();
    service.control?.(router);
    app.use(onlyAt(service.facts.controlPaths, router));
  }
  app.use((request, response) => {
    response.status(404).json({ error: `There is no ${request.method} ${request.path}.` });
  });
  app.use(answerError(options));
  return app;
}

/** As it is written: `/_SKYLAB/reset` is no path of ours. */
const newRouter = (): Router => express.Router({ caseSensitive: true });

/** As the gateway, which knows the paths alone: what it would not forward is nowhere. */
const onlyAt =
  (paths: readonly string[], router: Router): RequestHandler =>
  (request, response, next) => {
    if (paths.some((path) => request.path === path || request.path.startsWith(`${path}/`))) {
      router(request, response, next);
    } else next();
  };

/** What everybody may see: it tells whether the product runs, and how fast. */
function open({ services, adminClock, metrics, about, health }: ControlOptions): Router {
  const router = newRouter();
  const ask = async (): Promise<Health> => (health === undefined ? allRunning(services) : health());
  router.get("/_skylab/health", async (_request, response) => {
    const found = await ask();
    response.status(isServing(found) ? 200 : 503).json(healthAnswer(found, about));
  });
  router.get("/_localstack/health", async (_request, response) => {
    response.json(localstackHealth(await ask(), about));
  });
  router.get("/_localstack/info", (_request, response) => void response.json(localstackInfo(about, Date.now())));
  router.get("/_localstack/init", (_request, response) => void response.json(localstackInit()));
  router.get("/_localstack/init/:stage", (request, response, next) => {
    const stage = localstackInitStage(request.params.stage);
    if (stage === undefined) next();
    else response.json(stage);
  });
  router.get("/_skylab/clock", async (_request, response) => {
    response.json(clockFace(await adminClock.now()));
  });
  router.get("/metrics", async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.text());
  });
  return router;
}

function adminsOnly({ admin }: ControlOptions): RequestHandler {
  return (request, response, next) => {
    const refusal = adminRefusal(request, admin);
    if (refusal === undefined) next();
    else response.status(403).json({ error: refusal });
  };
}

function skylabRoutes(options: ControlOptions): Router {
  const router = newRouter();
  router.post("/_skylab/reset", reset(options));
  router.post("/_skylab/clock", express.json({ type: () => true }), move(options));
  return router;
}

function move({ adminClock }: ControlOptions): RequestHandler {
  return async (request, response) => {
    const moving = clockMoveIn(request.body);
    if (moving === undefined) {
      response.status(400).json({ error: CLOCK_USAGE });
      return;
    }
    await adminClock.move(moving);
    response.json(clockFace(await adminClock.now()));
  };
}

function localstackRoutes(options: ControlOptions): Router {
  const router = newRouter();
  router.post("/_localstack/state/reset", reset(options));
  router.post("/_localstack/health", express.json({ type: () => true }), (request, response) => {
    const body: unknown = request.body;
    const action = typeof body === "object" && body !== null && "action" in body ? body.action : undefined;
    if (action === "kill") {
      response.on("finish", options.stop);
      response.json({ status: "stopping" });
      return;
    }
    const restart = 'Skylab does not restart itself: use {"action": "kill"} and start it again.';
    if (action === "restart") response.status(501).json({ error: restart });
    else response.status(400).json({ error: 'Send {"action": "kill"}.' });
  });
  return router;
}

function reset({ services, log }: ControlOptions): RequestHandler {
  return async (request, response) => {
    const outcome = await resetServices(services, request.query);
    log.info({ query: request.query, ...outcome }, "reset");
    response.status("error" in outcome ? 400 : 200).json(outcome);
  };
}

function answerError({ log }: ControlOptions): ErrorRequestHandler {
  // Express tells an error handler by its four parameters.
  // oxlint-disable-next-line max-params
  return (error: unknown, request, response, next) => {
    // A client that goes away in the middle of its body gets no answer, and nobody is to blame.
    if (request.destroyed && !request.complete) return;
    if (response.headersSent) return next(error);
    const status = statusOf(error);
    if (status >= 500) log.error({ err: error }, "control request failed");
    const message = status < 500 && error instanceof Error ? error.message : "The request failed; the log tells why.";
    response.status(status).json({ error: message });
  };
}

/** body-parser and the router give their errors a status. */
function statusOf(error: unknown): number {
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : undefined;
  return typeof status === "number" && status >= 400 ? status : 500;
}
