import { actionOf } from "./iam-actions.mjs";

const HELPERS = {
  onNothing: `
/** An operation that is on no resource. */
const onNothing = (action: string): AccessRule<unknown, __Name__Store> => ({
  action,
  on: () => ({ resource: "*" }),
});`,
  notDecided: `
/** Stands in the table until its operation is built, and says then what is missing. */
const notDecided = (action: string): AccessRule<unknown, __Name__Store> => ({
  action,
  on: () => {
    throw new Error(\`access.ts does not say yet what \${action} is on.\`);
  },
});`,
};

/**
 * The access table of a service of which nothing is built: an entry for each operation, and the helpers that they use.
 * What an operation is on is told by its input where that has the resource's ARN; elsewhere nobody has decided it.
 */
export async function accessTable(model) {
  const entries = [];
  for (const operation of Object.values(model.operations)) {
    const known = await actionOf(model.name, operation.name);
    entries.push({ name: operation.name, rule: ruleOf(known, model.shapes[operation.input]), isKnown: known.isKnown });
  }
  const lines = entries.map(({ name, rule }) => `${name}: ${rule},`);
  const helpers = Object.entries(HELPERS).filter(([name]) => entries.some(({ rule }) => rule.startsWith(`${name}(`)));
  return {
    entries: lines.join("\n"),
    helpers: helpers.map(([, text]) => text.trim()).join("\n\n"),
    unknown: entries.filter(({ isKnown }) => !isKnown).map(({ name }) => name),
  };
}

function ruleOf({ action, isKnown, resources }, input) {
  if (!isKnown) return `notDecided("${action}")`;
  if (resources.length === 0) return `onNothing("${action}")`;
  const member = arnMember(resources, input.required ?? []);
  if (member === undefined) return `notDecided("${action}")`;
  return `{ action: "${action}", on: ({ ${member} }) => ({ resource: ${member} }) }`;
}

/** The member that must be there and is the resource's ARN: `TopicArn` of a topic, or `ResourceArn`. */
function arnMember(resources, required) {
  const names = new Set([...resources.map(({ type }) => `${type}arn`), "resourcearn"]);
  return required.find((member) => names.has(member.toLowerCase()));
}
