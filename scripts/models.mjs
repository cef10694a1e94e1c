// Writes packages/protocol/models/*.json: `npm run models`, after an update of the @aws-sdk/client-* packages.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetchBotocore, readBotocoreModel } from "./models/botocore.mjs";
import { buildModel } from "./models/model.mjs";
import { SERVICES } from "./models/services.mjs";

const models = new URL("../packages/protocol/models/", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "skylab-models-"));
try {
  const data = fetchBotocore(folder);
  for (const service of SERVICES) {
    const sdk = await import(`@aws-sdk/${service.client}`);
    const model = buildModel(service, sdk, readBotocoreModel(data, service.botocore));
    writeFileSync(new URL(`${service.name}.json`, models), `${JSON.stringify(model)}\n`);
    const counts = [Object.keys(model.operations), Object.keys(model.shapes), model.errors].map(({ length }) => length);
    console.log(`${service.name}: ${counts[0]} operations, ${counts[1]} shapes, ${counts[2]} errors`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
