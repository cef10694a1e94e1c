import { readFileSync } from "node:fs";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { describe, expect, it } from "vitest";
import { createFunction } from "../lambda/lambda.ts";
import { childrenOf, stillThere } from "../processes.ts";
import { useMortalSkylab } from "../use-skylab.ts";

/** As `ps` shows it: `T` for what is stopped. */
const stateOf = (pid: number): string => readFileSync(`/proc/${pid}/stat`, "latin1").split(") ")[1]?.[0] ?? "";

describe.skipIf(process.platform !== "linux").each(["bubblewrap", "unshare", "plain"])(
  "held in by %s, or by the next weaker one that works here, a function that rests",
  (SKYLAB_LAMBDA_SANDBOX) => {
    const mortal = useMortalSkylab({ SKYLAB_SERVICES: "lambda,logs,sts,iam", SKYLAB_LAMBDA_SANDBOX });

    it("is gone when Skylab is killed", async () => {
      const code = "export const handler = async () => 1;";
      const { invoke } = await createFunction(mortal.skylab().client(LambdaClient), code);
      expect(await invoke()).toMatchObject({ payload: 1 });
      const sandboxes = childrenOf(mortal.skylab().pid);
      expect(sandboxes.length).toBeGreaterThan(0);
      await expect.poll(() => new Set(sandboxes.map(stateOf))).toEqual(new Set(["T"]));
      await mortal.killAndRestart();
      await expect.poll(() => stillThere(sandboxes)).toEqual([]);
    });
  },
);
