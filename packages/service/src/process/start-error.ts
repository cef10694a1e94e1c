/** Why Skylab cannot start, in one sentence for whoever started it. */
export class StartError extends Error {}

/** The sentence for what keeps a server from listening; `undefined` where the reason is none that we know. */
export function listenError(error: unknown, host: string, port: number): StartError | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "EADDRINUSE":
      return new StartError(`Port ${port} on ${host} is taken: stop what listens there, or set SKYLAB_PORT.`);
    case "EACCES":
      return new StartError(`Port ${port} on ${host} may not be used by this user: set SKYLAB_PORT to one from 1024.`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new StartError(`${host} is no address of this machine: set SKYLAB_HOST to one.`);
    default:
      return undefined;
  }
}
