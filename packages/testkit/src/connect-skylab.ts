import { clientConfig } from "./client.ts";
import type { Skylab } from "./skylab.ts";

/** Skylab that somebody else started; its admin endpoints are used with its `SKYLAB_ADMIN_TOKEN`. */
export function connectSkylab(url: string, adminToken = ""): Skylab {
  const fetchAsAdmin = (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set("x-skylab-token", adminToken);
    return fetch(new URL(path, url), { ...init, headers });
  };
  const clockFace = async (init?: RequestInit): Promise<number> => {
    const answer = await fetchAsAdmin("/_skylab/clock", init);
    if (!answer.ok) throw new Error(`The clock of ${url} answers ${answer.status}: ${await answer.text()}`);
    const { milliseconds } = (await answer.json()) as { readonly milliseconds: number }; // as: the clock's own form.
    return milliseconds;
  };
  return {
    url,
    clock: {
      now: () => clockFace(),
      advance: async (milliseconds) => {
        await clockFace({ method: "POST", body: JSON.stringify({ advance: milliseconds / 1000 }) });
      },
    },
    client: (Class, as) => new Class(clientConfig(url, as)),
    fetch: fetchAsAdmin,
    close: () => Promise.resolve(),
  };
}
