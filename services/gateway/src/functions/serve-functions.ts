import { once } from "node:events";
import { createServer } from "node:http";
import { type FunctionHost, HostRefusal } from "@skylab/sandbox";
import { hostRoutes } from "@skylab/sandbox/remote";
import { type Logger, SettingsError } from "@skylab/service";

/** Functions, served. */
export type ServedFunctions = { readonly port: number; readonly close: () => Promise<void> };

export type ServeFunctionsOptions = {
  /** Opens what runs functions; asked again where it could not be. */
  readonly open: () => Promise<FunctionHost>;
  /** Port 0: any that is free. */
  readonly address: { readonly host: string; readonly port: number };
  readonly secret: string;
  readonly log: Logger;
};

/** Serves a host of functions to Lambda, at a port that is nobody else's. Rejects as `listen` fails. */
export async function serveFunctions(options: ServeFunctionsOptions): Promise<ServedFunctions> {
  const { address, open, log, secret } = options;
  const host = whenOpen(open, log);
  const server = createServer(hostRoutes({ host, secret, log }));
  server.listen(address.port, address.host);
  await once(server, "listening");
  const bound = server.address();
  return {
    port: typeof bound === "object" && bound !== null ? bound.port : address.port,
    close: async () => {
      server.close();
      await host.close();
      server.closeAllConnections();
    },
  };
}

/** A host that is opened at once, and again for each who asks as long as it cannot be: they are told why. */
function whenOpen(open: () => Promise<FunctionHost>, log: Logger): FunctionHost {
  let opening: Promise<FunctionHost> | undefined;
  const opened = (): Promise<FunctionHost> => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw refusalOf(error);
    });
    return opening;
  };
  // Orphans of an earlier gateway do not wait for the first invocation.
  opened().catch((error: unknown) => log.warn({ reason: String(error) }, "functions do not run here"));
  return {
    invoke: async (invocation) => (await opened()).invoke(invocation),
    provision: async (version, credentials, count) => (await opened()).provision(version, credentials, count),
    provisioned: async (versionId) => (await opened()).provisioned(versionId),
    // Where nothing runs, there is nothing to end.
    forget: async (functionArn) => (await opening)?.forget(functionArn),
    level: () => "container",
    close: async () => (await opening?.catch(() => undefined))?.close(),
  };
}

/** One clear sentence for whoever invokes a function. */
function refusalOf(error: unknown): HostRefusal {
  if (error instanceof HostRefusal) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof SettingsError) return new HostRefusal("CannotRun", `Functions cannot run: ${reason}`);
  return new HostRefusal("Unavailable", `Functions cannot run yet: ${reason}.`);
}
