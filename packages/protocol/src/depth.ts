/**
 * How deep a body may nest. Jackson, which AWS's services parse with, draws the line here too:
 * https://javadoc.io/doc/com.fasterxml.jackson.core/jackson-core/latest/com/fasterxml/jackson/core/StreamReadConstraints.html
 */
export const MAX_DEPTH = 1000;
