import type { RequestHead } from "@skylab/protocol";
import type { ControlOptions, ControlPlane } from "./control-options.ts";

/**
 * What no AWS API begins a path with, as LocalStack reserves it too: an SDK may be pointed there, so it may be signed. However it
 * is spelled: nothing of a service may ever be behind it that a router finds.
 */
const RESERVED = /^\/_(?:skylab|localstack|aws)\//i;

/** Whether a path is the control plane's whoever asks, and at whichever host. */
export const isReserved = (path: string): boolean => RESERVED.test(path);

/**
 * Whether a request is for the control plane and for no AWS API. No bucket's name begins with an underscore; one may
 * be called `metrics`, but then the request is signed.
 */
export function isControl(head: RequestHead): boolean {
  const { path } = head;
  if (isReserved(path)) return true;
  if (!path.startsWith("/_") && path !== "/metrics") return false;
  return !head.headers.authorization?.startsWith("AWS") && !/(?:^|&)(?:X-Amz-Signature|Signature)=/.test(head.query);
}

/**
 * The control plane, made when the first request for it comes: Express takes 70 ms and 12 MB to load, and most starts
 * never need it.
 */
export function lazyControlPlane(options: ControlOptions): ControlPlane {
  let loading: Promise<ControlPlane> | undefined;
  return (request, response) => {
    loading ??= import("./express-app.ts").then(({ expressApp }) => expressApp(options));
    loading.then(
      (answer) => answer(request, response),
      (error: unknown) => {
        options.log.error({ err: error }, "the control plane cannot be loaded");
        response.writeHead(500).end();
      },
    );
  };
}
