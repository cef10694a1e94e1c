import { XMLParser } from "fast-xml-parser";

/** An element with what stands in it; text is decoded and whole, white space included. */
export type XmlElement = {
  /** Without a namespace prefix: clients are free to choose one. */
  readonly name: string;
  /** With the prefix: `xsi:type`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
};

/** The text is no well-formed XML, or uses what an AWS API has no use for (a DTD, foreign entities, deep nesting). */
export class XmlSyntaxError extends Error {
  override readonly name = "XmlSyntaxError";
}

/**
 * Parses a document into its root element. Safe with hostile text: no DTD, so no entities but XML's own five and
 * character references; at most 64 elements deep; no value becomes a number.
 * @throws XmlSyntaxError
 */
export function parseXml(source: Uint8Array | string): XmlElement {
  try {
    const text = typeof source === "string" ? source : UTF8.decode(source);
    if (text.includes("<!DOCTYPE")) throw new XmlSyntaxError("A document type declaration is not allowed.");
    // The library types its result as any; every part of it is checked below.
    const nodes: unknown = PARSER.parse(text, true);
    const [root, ...others] = contentOf(nodes).children;
    if (!root || others.length > 0) throw new XmlSyntaxError("A document has one root element.");
    return root;
  } catch (error) {
    if (error instanceof XmlSyntaxError) throw error;
    throw new XmlSyntaxError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** Elements inside one another; the deepest request of S3 has ten. */
const MAX_DEPTH = 64;
const TEXT = "#text";
const CDATA = "#cdata";
const ATTRIBUTES = ":@";

const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  textNodeName: TEXT,
  cdataPropName: CDATA,
  maxNestedTags: MAX_DEPTH,
  jPath: false,
  // The library would let a document declare entities of its own; `decode` knows the ones that may occur.
  processEntities: false,
});

type Content = { readonly children: readonly XmlElement[]; readonly text: string };

/** A node of the library is an object with one key, the element's name, and maybe one for the attributes. */
function contentOf(nodes: unknown): Content {
  const children: XmlElement[] = [];
  let text = "";
  if (!Array.isArray(nodes)) return { children, text };
  for (const node of nodes) {
    const parts: [string, unknown][] = Object.entries(node);
    for (const [name, value] of parts) {
      if (name === TEXT) text += decode(String(value));
      else if (name === CDATA) text += rawTextOf(value);
      else if (name !== ATTRIBUTES) children.push(elementOf(name, value, parts));
    }
  }
  return { children, text };
}

function elementOf(name: string, nodes: unknown, parts: readonly [string, unknown][]): XmlElement {
  const attributes = new Map<string, string>();
  const written = parts.find(([part]) => part === ATTRIBUTES)?.[1];
  for (const [key, value] of Object.entries(written ?? {})) attributes.set(key, decode(String(value)));
  return { name: name.slice(name.indexOf(":") + 1), attributes, ...contentOf(nodes) };
}

function rawTextOf(nodes: unknown): string {
  if (!Array.isArray(nodes)) return "";
  return nodes.map((node: Record<string, unknown>) => String(node[TEXT])).join("");
}

const decode = (text: string): string => (text.includes("&") ? text.replace(/&([^;&]{0,12});?/g, entity) : text);

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const MAX_CODE_POINT = 0x10ffff;

function entity(whole: string, name: string): string {
  const named = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  const digits = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
  const code = digits ? Number.parseInt(digits[1] ?? digits[2] ?? "", digits[1] ? 16 : 10) : 0;
  if (!whole.endsWith(";") || (named === undefined && (code === 0 || code > MAX_CODE_POINT))) {
    throw new XmlSyntaxError(`The entity ${whole} is not allowed.`);
  }
  return named ?? String.fromCodePoint(code);
}
