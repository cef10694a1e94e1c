import { Counter, Histogram, Registry } from "prom-client";

/** Seconds; from a read in memory to a long poll's twenty. */
const DURATION_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30];

/** Counts the requests of one operation; its labels are looked up once. */
export type Meter = {
  /** `code`: the error's code, or `OK`. */
  readonly count: (code: string, seconds: number) => void;
};

/** What Prometheus may scrape. */
export type Metrics = {
  readonly meter: (service: string, operation: string) => Meter;
  readonly contentType: string;
  readonly text: () => Promise<string>;
};

/** Metrics of one server: requests counted by service, operation and code, and timed by service and operation. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const requests = new Counter({
    name: "skylab_requests_total",
    help: "Requests answered, by error code or OK.",
    labelNames: ["service", "operation", "code"],
    registers: [registry],
  });
  const durations = new Histogram({
    name: "skylab_request_duration_seconds",
    help: "Time from a request's head to the end of its answer.",
    labelNames: ["service", "operation"],
    buckets: DURATION_BUCKETS,
    registers: [registry],
  });
  return {
    meter: (service, operation) => {
      const duration = durations.labels(service, operation);
      const byCode = new Map<string, { readonly inc: () => void }>();
      return {
        count: (code, seconds) => {
          let counter = byCode.get(code);
          if (counter === undefined) byCode.set(code, (counter = requests.labels(service, operation, code)));
          counter.inc();
          duration.observe(seconds);
        },
      };
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
