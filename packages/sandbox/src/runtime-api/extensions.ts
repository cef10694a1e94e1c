import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { FunctionVersion } from "../port.ts";
import { MAX_EXTENSIONS, MAX_PAYLOAD_BYTES } from "./limits.ts";
import { readBody } from "./read-body.ts";
import { accept, answerJson, extensionRefusal, refuse, wrongExtensionStage } from "./refusals.ts";

/** Why an environment ends, as extensions hear it. */
export type ShutdownReason = "SPINDOWN" | "TIMEOUT" | "FAILURE";

export type InvokeEvent = {
  readonly requestId: string;
  readonly deadlineMs: number;
  readonly invokedArn: string;
  readonly traceId: string;
};

/** What extensions tell. */
export type ExtensionsListener = {
  /** One more waits for its next event. */
  readonly onReady: () => void;
  readonly onRegistered: (name: string, events: readonly string[]) => void;
  /** One of them gave up: `Extension.UnhandledException` …, as it names it. */
  readonly onError: (errorType: string) => void;
};

type ExtensionEvent = "INVOKE" | "SHUTDOWN";

type Extension = {
  readonly id: string;
  readonly name: string;
  /** Started by the init out of /opt/extensions; others live in the runtime's own process. */
  readonly isExternal: boolean;
  readonly events: ReadonlySet<ExtensionEvent>;
  waiting: ServerResponse | undefined;
};

export type ExtensionsOptions = {
  readonly version: FunctionVersion;
  /** The names of the files in /opt/extensions; absent where nobody knows them, as in an image. */
  readonly expected: readonly string[] | undefined;
  readonly listener: ExtensionsListener;
  /** Whether the runtime has asked for its first event: nobody registers after that. */
  readonly isClosed: () => boolean;
};

/** https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html */
export class Extensions {
  readonly #options: ExtensionsOptions;
  readonly #extensions = new Map<string, Extension>();

  constructor(options: ExtensionsOptions) {
    this.#options = options;
  }

  /** Whether all that are expected have registered, and all wait for their next event. */
  get areWaiting(): boolean {
    const all = [...this.#extensions.values()];
    return (
      all.every(({ waiting }) => waiting !== undefined) &&
      (this.#options.expected ?? []).every((name) => all.some((extension) => extension.name === name))
    );
  }

  /** Whether anybody wants to be told of the end. */
  get wantShutdown(): boolean {
    return [...this.#extensions.values()].some(({ events }) => events.has("SHUTDOWN"));
  }

  invoke({ requestId, deadlineMs, invokedArn, traceId }: InvokeEvent): void {
    this.#tell("INVOKE", {
      eventType: "INVOKE",
      deadlineMs,
      requestId,
      invokedFunctionArn: invokedArn,
      tracing: { type: "X-Amzn-Trace-Id", value: traceId },
    });
  }

  shutdown(shutdownReason: ShutdownReason, deadlineMs: number): void {
    this.#tell("SHUTDOWN", { eventType: "SHUTDOWN", shutdownReason, deadlineMs });
  }

  async register(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = request.headers["lambda-extension-name"];
    if (typeof name !== "string" || name === "") {
      return refuse(response, extensionRefusal("Extension.InvalidExtensionName", "Empty extension name"));
    }
    const body = await readBody(request, MAX_PAYLOAD_BYTES);
    const events = "tooLarge" in body ? undefined : eventsOf(body);
    if (events === undefined) {
      return refuse(response, extensionRefusal("InvalidRequestFormat", "The body must be JSON with a list of events."));
    }
    const extension = this.#add(name, events, response);
    if (extension === undefined) return;
    this.#options.listener.onRegistered(name, events);
    const features = String(request.headers["lambda-extension-accept-feature"] ?? "").split(",");
    const { functionName, version, handler, place } = this.#options.version;
    response.setHeader("lambda-extension-identifier", extension.id);
    answerJson(response, 200, {
      functionName,
      functionVersion: version,
      handler,
      ...(features.some((feature) => feature.trim() === "accountId") && { accountId: place.account }),
    });
  }

  next(request: IncomingMessage, response: ServerResponse): void {
    const extension = this.identify(request, response);
    if (extension === undefined) return;
    if (extension.waiting !== undefined) return refuse(response, wrongExtensionStage("Ready", "Ready", extension.id));
    extension.waiting = response;
    response.once("close", () => {
      if (extension.waiting === response) extension.waiting = undefined;
    });
    this.#options.listener.onReady();
  }

  /** `init/error` and `exit/error`. */
  fail(request: IncomingMessage, response: ServerResponse): void {
    const extension = this.identify(request, response);
    if (extension === undefined) return;
    const type = request.headers["lambda-extension-function-error-type"];
    if (typeof type !== "string" || type === "") {
      const message = "Lambda-Extension-Function-Error-Type not found";
      return refuse(response, extensionRefusal("Extension.MissingHeader", message));
    }
    this.#options.listener.onError(type);
    accept(response);
  }

  /** Who it is that asks; nobody's request is answered at once. */
  identify(request: IncomingMessage, response: ServerResponse): Extension | undefined {
    const id = request.headers["lambda-extension-identifier"];
    const extension = typeof id === "string" ? this.#extensions.get(id) : undefined;
    if (extension !== undefined) return extension;
    if (typeof id !== "string" || id === "") {
      const message = "Missing Lambda-Extension-Identifier header";
      refuse(response, extensionRefusal("Extension.MissingExtensionIdentifier", message));
    } else if (!UUID.test(id)) {
      const message = "Invalid Lambda-Extension-Identifier";
      refuse(response, extensionRefusal("Extension.InvalidExtensionIdentifier", message));
    } else refuse(response, extensionRefusal("Extension.UnknownExtensionIdentifier", `Unknown extension ${id}`));
    return undefined;
  }

  #add(name: string, events: readonly string[], response: ServerResponse): Extension | undefined {
    const isExternal = this.#options.expected?.includes(name) ?? true;
    const refusal = this.#whyNot(name, events, isExternal);
    if (refusal !== undefined) {
      refuse(response, refusal);
      return undefined;
    }
    const wanted = new Set(events as readonly ExtensionEvent[]); // as: `#whyNot` lets no others pass.
    const extension = { id: randomUUID(), name, isExternal, events: wanted, waiting: undefined };
    this.#extensions.set(extension.id, extension);
    return extension;
  }

  #whyNot(
    name: string,
    events: readonly string[],
    isExternal: boolean,
  ): ReturnType<typeof extensionRefusal> | undefined {
    const allowed = isExternal ? ["INVOKE", "SHUTDOWN"] : ["INVOKE"];
    const wrong = events.find((event) => !allowed.includes(event));
    if (wrong !== undefined) return extensionRefusal("Extension.InvalidEventType", `${wrong}: event is not supported`);
    if (this.#options.isClosed()) {
      return extensionRefusal("Extension.RegistrationClosed", "Extension registration closed already");
    }
    if ([...this.#extensions.values()].some((extension) => extension.name === name)) {
      return extensionRefusal("Extension.InvalidExtensionState", "Extension with this name already registered");
    }
    if (this.#extensions.size >= MAX_EXTENSIONS) {
      return extensionRefusal("Extension.TooManyExtensions", `Extension limit (${MAX_EXTENSIONS}) reached`);
    }
    return undefined;
  }

  #tell(event: ExtensionEvent, value: object): void {
    for (const extension of this.#extensions.values()) {
      if (!extension.events.has(event) || extension.waiting === undefined) continue;
      const { waiting } = extension;
      extension.waiting = undefined;
      waiting.setHeader("lambda-extension-event-identifier", randomUUID());
      answerJson(waiting, 200, value);
    }
  }
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

function eventsOf(body: Buffer): readonly string[] | undefined {
  try {
    const { events = [] }: { readonly events?: unknown } = JSON.parse(body.toString());
    return Array.isArray(events) && events.every((event) => typeof event === "string") ? events : undefined;
  } catch {
    return undefined;
  }
}
