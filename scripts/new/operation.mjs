import { dirname } from "node:path";
import { apiPage } from "./api-pages.mjs";
import { Refusal } from "./changes.mjs";
import { actionOf } from "./iam-actions.mjs";
import { readModel } from "./models.mjs";
import { containerOf, namesOf } from "./services.mjs";
import { sampleInput } from "./sample-input.mjs";

/** Writes an operation and its test, and puts it into its service's table. @returns what is left to do by hand */
export async function addOperation({ service, name }, changes) {
  const { model, sdk } = readModel(service);
  if (!Object.hasOwn(model.operations, name)) throw new Refusal(`${model.sdkId} has no operation ${name}.`);
  const { folder, table } = tableOf(service, changes);
  const file = `${dirname(table)}/operations/${name}.ts`;
  const entry = new RegExp(`\\b${name}: notImplemented,`);
  if (changes.has(file) || !entry.test(changes.read(table)))
    throw new Refusal(`${name} is built already, see ${file}.`);

  changes.replace(table, entry, `${name},`);
  changes.put(table, withImport(changes.read(table), name));
  changes.put(file, operationText({ name, model, sdk }));
  changes.put(file.replace(/\.ts$/, ".test.ts"), testText({ name, model, folder }, changes));
  const { isKnown, action, resources } = await actionOf(service, name);
  const access = changes.has(`services/${folder}/src/access.ts`) ? "access.ts" : "access/";
  const on = resources.length === 0 ? "*" : resources.map(({ type, arn }) => `${type}, ${arn}`).join("; ");
  return [
    `${file}: find, decide, store, answer; its test fails until then.`,
    isKnown
      ? `services/${folder}/src/${access}: AWS decides by ${action} on ${on}.`
      : `services/${folder}/src/${access}: AWS has no action ${action}, look its name up.`,
  ];
}

/** The folder that serves an API, and the file with its table. */
function tableOf(service, changes) {
  const folder = containerOf(service, changes);
  if (folder === undefined)
    throw new Refusal(`Skylab does not serve ${service} yet: npm run new -- service ${service}.`);
  const own = ownTable(`services/${folder}/src`, service, changes);
  return { folder, table: own ?? `services/${folder}/src/service.ts` };
}

/** APIs of one folder whose operations have the same names have a room each, as those of API Gateway. */
function ownTable(src, service, changes) {
  const table = `${service}-operations.ts`;
  return [src, ...changes.folders(src)].map((room) => `${room}/${table}`).find((path) => changes.has(path));
}

const OPERATION_IMPORT = 'import type { Operation } from "../operation.ts";';

const isImport = (line) => /^import \{ \w+ \} from "\.\/operations\//.test(line);

/** The table with the import of an operation, in the order of names, and without that of a symbol that it needs no more. */
function withImport(text, name) {
  const line = `import { ${name} } from "./operations/${name}.ts";`;
  const lines = text.split("\n");
  const after = lines.findLastIndex((each) => (isImport(each) && each < line) || each.endsWith('"./operation.ts";'));
  const added = lines.toSpliced(after + 1, 0, line).join("\n");
  if (/: notImplemented,|typeof notImplemented/.test(added)) return added;
  return added.replace("notImplemented, type ServiceDefinition", "type ServiceDefinition");
}

function operationText({ name, model, sdk }) {
  const { type, imports } = resultOf({ name, model, sdk });
  return `${imports.join("\n")}

/** ${apiPage(model.name, name)} */
export const ${name}: Operation<"${name}"> = (_input, _call, _store): Promise<${type}> =>
  Promise.reject(new Error("${name} is not written yet."));
`;
}
/** What an operation returns: the SDK's type but where the SDK hands out bytes and streams with helpers of its own. */
function resultOf({ name, model, sdk }) {
  const { output } = model.operations[name];
  const members = Object.values(model.shapes[output].members).map(({ shape }) => model.shapes[shape]);
  if (members.length === 0) return { type: "Record<string, never>", imports: [OPERATION_IMPORT] };
  if (members.every(({ type, eventStream }) => type !== "blob" && !eventStream)) {
    return { type: output, imports: [`import type { ${output} } from "${sdk}";`, OPERATION_IMPORT] };
  }
  const types = `${namesOf(model.name).Name}Operations`;
  return {
    type: `${types}["${name}"]["output"]`,
    imports: [OPERATION_IMPORT.replace("{ Operation", `{ Operation, ${types}`)],
  };
}

/** A test that fails until its operation answers. */
function testText({ name, model, folder }, changes) {
  const input = sampleInput(model, model.operations[name].input);
  const { Name } = namesOf(folder);
  const own = `use-${folder}`;
  const hasOwn = changes.has(`services/${folder}/src/testing/${own}.ts`);
  const [imports, setUp, call] = hasOwn
    ? [
        [`import { use${Name} } from "../testing/${own}.ts";`],
        `const test = use${Name}();`,
        `test().call(${name}, ${input})`,
      ]
    : [
        ['import { testCall } from "../testing/call.ts";', 'import { useStore } from "../testing/store.ts";'],
        "const store = useStore();",
        `${name}(${input}, testCall(), store())`,
      ];
  return `import { expect, it } from "vitest";
${imports.join("\n")}
import { ${name} } from "./${name}.ts";

${setUp}

it("${name} answers", async () => {
  expect(await ${call}).toEqual({});
});
`;
}
