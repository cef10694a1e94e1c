import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Clock, Ids } from "@skylab/aws";
import type { CodeStore, UnpackedCode } from "../code/index.ts";
import type { Credentials, FunctionVersion, LogSink } from "../port.ts";
import type { Runner } from "../runner.ts";
import type { ShutdownReason } from "../runtime-api/index.ts";
import { EnvironmentLog } from "./environment-log.ts";
import type { OutputWriter } from "./output-events.ts";
import { exited, extensionFailed, type Fault } from "./faults.ts";
import { type Instance, type OpenDoor, startInstance } from "./instance.ts";
import {
  type InitializationType,
  type InitPhase,
  type Outcome,
  platformEvents,
  type PlatformLines,
  platformLines,
} from "./platform-lines.ts";
import type { HostSettings } from "./settings.ts";
import { variablesOf } from "./variables.ts";

/** What all environments of a host share. */
export type EnvironmentParts = {
  readonly runner: Runner;
  readonly code: CodeStore;
  /** In which each environment has a folder; so short that a socket's path fits: 107 bytes. */
  readonly folder: string;
  readonly openDoor: OpenDoor | undefined;
  readonly sink: LogSink;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: HostSettings;
  readonly log: { readonly warn: (about: object, message: string) => void };
};

export type EnvironmentOptions = {
  readonly version: FunctionVersion;
  readonly credentials: Credentials;
  readonly initializationType: InitializationType;
};

/** Where an environment stands. `uninitialised`: initialising failed, and its invocation tries once more. */
type Stage = "starting" | "uninitialised" | "ready" | "busy" | "ended";

/** Provisioned environments may take as long as a function may. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const PROVISIONED_INIT_MS = 15 * 60_000;

/** Hex digits: too many to be guessed, and few enough for the path of a socket. */
const FOLDER_NAME_LENGTH = 16;

/** How long extensions may take for what they do at the end. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const SHUTDOWN_MS = 2000;

/** What memory an environment has is looked up so often at most: it costs as much as a small invocation. */
const MEMORY_EVERY_MS = 250;

/** How initialising failed. */
export type InitFailure = { readonly errorType: string; readonly payload?: Buffer; readonly fault?: Fault };

/** An execution environment: one sandbox, in which one invocation runs at a time. */
export class Environment {
  readonly options: EnvironmentOptions;
  readonly log: EnvironmentLog;
  /** By the machine's clock: since when nobody has used it. */
  idleSince = Date.now();
  /** Told once, in the report of its first invocation. */
  initMs: number | undefined;
  readonly #lines: PlatformLines;
  readonly #events: PlatformLines;
  readonly #parts: EnvironmentParts;
  readonly #onGone: () => void;
  #stage: Stage = "starting";
  #code: UnpackedCode | undefined;
  #instance: Instance | undefined;
  #freezeTimer: NodeJS.Timeout | undefined;
  #frozen: Promise<void> | undefined;
  #closed: Promise<void> | undefined;
  #memory = { mb: 1, at: 0 };

  /** `onGone` is called where it ends while nobody uses it. */
  constructor(parts: EnvironmentParts, options: EnvironmentOptions, onGone: () => void) {
    const { version, credentials } = options;
    this.#parts = parts;
    this.options = options;
    this.#onGone = onGone;
    const { now } = parts.clock;
    this.log = new EnvironmentLog({
      ...parts,
      version,
      credentials,
      onLine: (text, writer) => this.#tellLine(text, writer),
    });
    this.#lines = platformLines(version, now);
    this.#events = platformEvents(version, now);
  }

  get stage(): Stage {
    return this.#stage;
  }

  /** The sandbox that runs; only between `wake` and the end. */
  get instance(): Instance {
    if (this.#instance === undefined) throw new Error("This environment has no sandbox.");
    return this.#instance;
  }

  /** Starts and initialises it. Rejects with a HostRefusal where it cannot be started; code that fails is none. */
  async start(): Promise<void> {
    const { version, initializationType } = this.options;
    const code = await this.#parts.code.take(version);
    if (this.#stage === "ended") return code.release();
    this.#code = code;
    this.log.write(this.#lines.initStart(initializationType, this.log.stream), { isInTail: false });
    const patience = initializationType === "on-demand" ? this.#parts.settings.initMs : PROVISIONED_INIT_MS;
    await this.#initialise("init", patience);
  }

  /** Writes a line of Lambda's own to the log, and tells it extensions that want telemetry. */
  tell(say: (lines: PlatformLines) => string | undefined): void {
    this.log.write(say(this.#lines));
    this.#publish(say);
  }

  /** An invocation takes it; it must be free. False: it is not initialised, and the invocation tries once more. */
  begin(): boolean {
    const isInitialised = this.#stage === "ready";
    this.#stage = "busy";
    return isInitialised;
  }

  /** Initialises it once more, as AWS does where it failed the first time. */
  initialiseAgain(withinMs: number): Promise<InitFailure | undefined> {
    return this.#initialise("invoke", withinMs);
  }

  /** Makes it run where it is frozen. Never rejects: who cannot be thawed does not answer. */
  async wake(): Promise<void> {
    clearTimeout(this.#freezeTimer);
    if (this.#frozen === undefined) return;
    const freezing = this.#frozen;
    this.#frozen = undefined;
    await freezing;
    await this.#instance?.sandbox.thaw().catch((error: unknown) => {
      this.#parts.log.warn({ err: error }, "an environment cannot be thawed");
    });
  }

  /** An invocation is done with it. */
  finish(): void {
    this.#stage = "ready";
  }

  /** Nobody uses it: it is frozen where no invocation comes soon. */
  rest(): void {
    this.idleSince = Date.now();
    this.#freezeTimer = setTimeout(() => {
      this.#frozen = this.instance.sandbox.freeze().catch((error: unknown) => {
        this.#parts.log.warn({ err: error }, "an environment cannot be frozen");
      });
    }, this.#parts.settings.freezeAfterMs);
    this.#freezeTimer.unref();
  }

  /** The most memory that it has had, in MB, as far as that is known. */
  async maxMemoryMb(): Promise<number> {
    const now = performance.now();
    if (this.#memory.at > 0 && now - this.#memory.at < MEMORY_EVERY_MS) return this.#memory.mb;
    const mb = (await this.#instance?.sandbox.maxMemoryMb().catch(() => 0)) ?? 0;
    this.#memory = { mb: Math.max(this.#memory.mb, Math.ceil(mb)), at: now };
    return this.#memory.mb;
  }

  /** Ends it, once; extensions that want to be told are. Resolves when nothing of it is left. Never rejects. */
  close(reason: ShutdownReason): Promise<void> {
    this.#stage = "ended";
    this.#closed ??= this.#close(reason).catch((error: unknown) => {
      this.#parts.log.warn({ err: error }, "an environment has not ended as it should");
    });
    return this.#closed;
  }

  async #close(reason: ShutdownReason): Promise<void> {
    const instance = this.#instance;
    if (instance?.api.wantsShutdown() === true) {
      await this.wake();
      instance.api.shutdown(reason, Date.now() + SHUTDOWN_MS);
      await instance.sandbox.terminate();
      await within(instance.sandbox.ended, SHUTDOWN_MS);
    }
    clearTimeout(this.#freezeTimer);
    await instance?.close();
    this.log.endOutput();
    this.#code?.release();
    // The last lines are handed on before anybody takes it for gone.
    await setImmediate();
  }

  async #initialise(phase: InitPhase, withinMs: number): Promise<InitFailure | undefined> {
    await this.#instance?.close();
    this.#instance = await this.#startInstance();
    if (this.#stage === "ended") {
      // It was given up meanwhile, when there was nothing yet to end.
      await this.#instance.close();
      return { errorType: "Runtime.Unknown" };
    }
    const { initializationType } = this.options;
    if (phase === "init") this.#publish((lines) => lines.initStart(initializationType, this.log.stream));
    const begin = performance.now();
    const { outcome, failure } = await awaitInit(this.#instance, withinMs);
    const durationMs = performance.now() - begin;
    const report = { ...outcome, phase, initializationType, durationMs };
    this.tell((lines) => lines.initRuntimeDone(report));
    this.tell((lines) => lines.initReport(report));
    if (failure === undefined) {
      if (phase === "init") this.initMs = durationMs;
      this.#watch(this.#instance);
    } else {
      this.log.endOutput();
      await this.#instance.close();
    }
    if (phase === "init" && this.#stage === "starting") this.#stage = failure === undefined ? "ready" : "uninitialised";
    return failure;
  }

  async #startInstance(): Promise<Instance> {
    const { version, credentials, initializationType } = this.options;
    const { runner, folder, openDoor, ids, settings } = this.#parts;
    const id = Buffer.from(ids.bytes(16)).toString("hex");
    const tellsEndpoint = settings.tellsEndpoint && openDoor !== undefined;
    return startInstance({
      runner,
      id,
      folder: join(folder, id.slice(0, FOLDER_NAME_LENGTH)),
      version,
      code: this.#code ?? { task: undefined, opt: undefined, release: () => undefined },
      variables: variablesOf({ version, credentials, stream: this.log.stream, initializationType, tellsEndpoint }),
      openDoor,
      publicPort: settings.publicPort,
      onOutput: (bytes) => this.log.output(bytes),
      onRegistered: (extension, events) => this.tell((lines) => lines.extension(extension, events)),
      onSubscribed: (extension, types) => this.tell((lines) => lines.subscription(extension, types)),
    });
  }

  #publish(say: (lines: PlatformLines) => string | undefined): void {
    if (this.#instance?.api.wantsTelemetry() !== true) return;
    const event = say(this.#events);
    if (event !== undefined) this.#instance.api.publish("platform", event.trimEnd());
  }

  #tellLine(text: string, writer: OutputWriter): void {
    if (this.#instance?.api.wantsTelemetry() !== true) return;
    const time = new Date(this.#parts.clock.now()).toISOString();
    this.#instance.api.publish(writer, JSON.stringify({ time, type: writer, record: text }));
  }

  /** Who ends while nobody asks anything of it is of no use any more. */
  #watch({ sandbox }: Instance): void {
    void sandbox.ended.then(() => {
      if (this.#stage !== "ready") return;
      this.#onGone();
      void this.close("FAILURE");
    });
  }
}

type Initialised = { readonly outcome: Outcome; readonly failure?: InitFailure };

/** Waits until the runtime and all extensions wait for the first event, or it is clear that they never will. */
async function awaitInit({ inbox }: Instance, withinMs: number): Promise<Initialised> {
  const turn = await inbox.take(withinMs);
  if (turn === undefined) return { outcome: { status: "timeout" }, failure: { errorType: "Sandbox.Timedout" } };
  // What it wrote at the end is on its way.
  await setImmediate();
  if (turn.kind === "ready") return { outcome: { status: "success" } };
  if (turn.kind === "initError") {
    const { errorType, payload } = turn.error;
    return { outcome: { status: "error", errorType }, failure: { errorType, payload } };
  }
  const type = turn.kind === "extensionError" ? turn.errorType : "Extension.Crash";
  const fault = turn.kind === "exit" ? exited(turn.end) : extensionFailed(type);
  return { outcome: { status: "error", errorType: fault.errorType }, failure: { errorType: fault.errorType, fault } };
}

function within(promise: Promise<unknown>, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    void promise.then(() => (clearTimeout(timer), resolve()));
  });
}
