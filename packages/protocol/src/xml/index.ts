export { escapeAttribute, escapeText } from "./escape.ts";
export { parseXml, type XmlElement, XmlSyntaxError } from "./parse.ts";
export { xmlReader } from "./reader.ts";
export { type WriteXml, type XmlWriter, xmlWriter } from "./writer.ts";
