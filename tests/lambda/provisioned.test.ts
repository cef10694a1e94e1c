import {
  GetProvisionedConcurrencyConfigCommand,
  LambdaClient,
  PublishVersionCommand,
  PutProvisionedConcurrencyConfigCommand,
} from "@aws-sdk/client-lambda";
import { connectSkylab } from "@skylab/testkit";
import { expect, it } from "vitest";
import { soon } from "../soon.ts";
import { useMortalSkylab } from "../use-skylab.ts";
import { createFunction } from "./lambda.ts";

const { killAndRestart, skylab } = useMortalSkylab();

/** Longer than it takes until a host that was started again is told what is provisioned. */
const TOLD_AGAIN_WITHIN_MS = 60_000;

it("what is provisioned is warm again after a crash", async () => {
  const { name: FunctionName, client } = await createFunction(
    skylab().client(LambdaClient),
    'export const handler = async () => "warm";',
  );
  await client.send(new PublishVersionCommand({ FunctionName }));
  const named = { FunctionName, Qualifier: "1" };
  await client.send(new PutProvisionedConcurrencyConfigCommand({ ...named, ProvisionedConcurrentExecutions: 1 }));
  const isReady = (): Promise<void> =>
    soon(async () => {
      const asked = new GetProvisionedConcurrencyConfigCommand(named);
      expect(await skylab().client(LambdaClient).send(asked)).toMatchObject({ Status: "READY" });
    });
  await isReady();
  await killAndRestart();
  await connectSkylab(skylab().url).clock.advance(TOLD_AGAIN_WITHIN_MS);
  await isReady();
});
