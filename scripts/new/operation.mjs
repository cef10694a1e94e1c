import { dirname, relative } from "node:path/posix";
import { apiPage } from "./api-pages.mjs";
import { Refusal } from "./changes.mjs";
import { actionOf } from "./iam-actions.mjs";
import { readModel } from "./models.mjs";
import { containerOf } from "./services.mjs";
import { sampleInput } from "./sample-input.mjs";

/** Writes an operation and its test, and puts it into its service's table. @returns what is left to do by hand */
export async function addOperation({ service, name }, changes) {
  const { model, sdk } = readModel(service);
  if (!Object.hasOwn(model.operations, name)) throw new Refusal(`${model.sdkId} has no operation ${name}.`);
  const folder = containerOf(service, changes);
  if (folder === undefined)
    throw new Refusal(`Skylab does not serve ${service} yet: npm run new -- service ${service}.`);
  const room = roomOf({ folder, service }, changes);
  const [file, table] = [`${room}/operations/${name}.ts`, `${room}/${service}-operations.ts`];
  const entry = new RegExp(`\\b${name}: notImplemented,`);
  if (changes.has(file) || !entry.test(changes.read(table)))
    throw new Refusal(`${name} is built already, see ${file}.`);

  changes.replace(table, entry, `${name},`);
  changes.put(table, withImport(changes.read(table), name));
  changes.put(file, operationText({ name, model, sdk, types: typesOf(changes.read(table)) }));
  changes.put(file.replace(/\.ts$/, ".test.ts"), testText({ name, model, file, folder }, changes));
  const { isKnown, action, resources } = await actionOf(service, name);
  const access = accessOf({ folder, room, service }, changes);
  const on = resources.length === 0 ? "*" : resources.map(({ type, arn }) => `${type}, ${arn}`).join("; ");
  return [
    `${file}: find, decide, store, answer; its test fails until then.`,
    `${access}: ${isKnown ? `AWS decides by ${action} on ${on}` : `AWS has no action ${action}, look its name up`}.`,
  ];
}

/** Where an API's table is: in its folder, or, where several APIs of a folder have a room each, as API Gateway's, there. */
function roomOf({ folder, service }, changes) {
  const src = `services/${folder}/src`;
  const room = [src, ...changes.folders(src)].find((each) => changes.has(`${each}/${service}-operations.ts`));
  if (room === undefined) throw new Refusal(`There is no ${service}-operations.ts in ${src} or a room of it.`);
  return room;
}

/** What tells IAM's decisions on an API: `access.ts` of its room, or one file of `access/` for each API. */
function accessOf({ folder, room, service }, changes) {
  const access = `services/${folder}/src/access`;
  const files = [`${room}/access.ts`, `${access}/${service}-access.ts`];
  return files.find((path) => changes.has(path)) ?? `${access}/`;
}

/** What a table calls the types of its API's operations: `SqsOperations`. */
const typesOf = (table) => /\b\w+Operations\b(?=[^;]*"\.\/operation\.ts";)/.exec(table)[0];

const OPERATION_IMPORT = 'import type { Operation } from "../operation.ts";';

const isImport = (line) => /^import \{ \w+ \} from "\.\/operations\//.test(line);

/** The table with the import of an operation, in the order of names; what says 501 is of no use to the last. */
function withImport(text, name) {
  const line = `import { ${name} } from "./operations/${name}.ts";`;
  const lines = text.split("\n");
  const after = lines.findLastIndex((each) => (isImport(each) && each < line) || each.endsWith('"./operation.ts";'));
  const added = lines.toSpliced(after + 1, 0, line).join("\n");
  if (added.includes(": notImplemented,")) return added;
  return added
    .replace("import { notImplemented, type ServiceDefinition }", "import type { ServiceDefinition }")
    .replace("import { notImplemented }", "import type { notImplemented }");
}

function operationText({ name, model, sdk, types }) {
  const { type, imports } = resultOf({ name, model, sdk, types });
  return `${imports.join("\n")}

/** ${apiPage(model, name)} */
export const ${name}: Operation<"${name}"> = (_input, _call, _store): Promise<${type}> =>
  Promise.reject(new Error("${name} is not written yet."));
`;
}

/** What an operation returns: the SDK's type but where the SDK hands out bytes and streams with helpers of its own. */
function resultOf({ name, model, sdk, types }) {
  const { output } = model.operations[name];
  const members = Object.values(model.shapes[output].members).map(({ shape }) => model.shapes[shape]);
  if (members.length === 0) return { type: "Record<string, never>", imports: [OPERATION_IMPORT] };
  if (members.every(({ type, eventStream }) => type !== "blob" && !eventStream)) {
    return { type: output, imports: [`import type { ${output} } from "${sdk}";`, OPERATION_IMPORT] };
  }
  return {
    type: `${types}["${name}"]["output"]`,
    imports: [OPERATION_IMPORT.replace("{ Operation", `{ Operation, ${types}`)],
  };
}

/** A test that fails until its operation answers. */
function testText({ name, model, file, folder }, changes) {
  const { use, path } = testingOf(folder, changes);
  const input = sampleInput(model, model.operations[name].input);
  const stream = input.includes("Readable.") ? 'import { Readable } from "node:stream";\n' : "";
  return `${stream}import { expect, it } from "vitest";
import { ${use} } from "${relative(dirname(file), path)}";
import { ${name} } from "./${name}.ts";

const test = ${use}();

it("${name} answers", async () => {
  expect(await test().call(${name}, ${input})).toEqual({});
});
`;
}

/** What a service's tests call operations by: `useSns` of `testing/use-sns.ts`. */
function testingOf(folder, changes) {
  const testing = `services/${folder}/src/testing`;
  for (const path of changes.files(testing).filter((each) => each.includes("/use-"))) {
    const text = changes.read(path);
    const [, use] = /^export (?:const|function) (use\w+)/m.exec(text) ?? [];
    if (use !== undefined && text.includes("readonly call: CallOperation<")) return { use, path };
  }
  throw new Refusal(`${testing} has no use-….ts that calls operations.`);
}
