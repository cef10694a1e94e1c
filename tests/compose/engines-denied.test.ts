import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";

/** Services that make requests where users want them to. */
const MAKE_REQUESTS = ["iam", "sns", "apigateway"];

it.each(MAKE_REQUESTS)("%s is told where every engine is, and denies it whatever its setting says", async (service) => {
  const compose = await readFile(new URL("../../docker-compose.yml", import.meta.url), "utf8");
  const [, container = ""] = compose.split(new RegExp(`^  ${service}:$`, "m"));
  const [own = ""] = container.split(/^ {2}\w+:$/m);
  for (const name of ["REDIS_URL", "RABBITMQ_URL", "MINIO_ENDPOINT"]) expect(own).toContain(`${name}: `);
});
