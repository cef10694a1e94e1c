import {
  GetProvisionedConcurrencyConfigCommand,
  LambdaClient,
  PublishVersionCommand,
  PutProvisionedConcurrencyConfigCommand,
} from "@aws-sdk/client-lambda";
import { expect, it } from "vitest";
import { soon } from "../soon.ts";
import { useMortalSkylab } from "../use-skylab.ts";
import { createFunction } from "./lambda.ts";

const { killAndRestart, skylab } = useMortalSkylab();

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
  await isReady();
});
