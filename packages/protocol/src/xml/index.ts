export { escapeAttribute, escapeText } from "./escape.ts";
export { parseXml, type XmlElement, XmlSyntaxError } from "./parse.ts";
export { type ReadXml, type XmlReader, xmlReader } from "./reader.ts";
export { type WriteXml, type XmlWriter, xmlWriter } from "./writer.ts";
