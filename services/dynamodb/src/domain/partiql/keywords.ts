// Words that are no names of attributes unless they are quoted: those of SQL-92 and PartiQL, as AWS's parser of PartiQL has
// them (https://github.com/partiql/partiql-lang-kotlin), but for ONLY, which DynamoDB was seen to take as a name.
const SQL92 =
  "absolute action add all allocate alter and any are as asc assertion at authorization avg begin between bit bit_length " +
  "by cascade cascaded case cast catalog char character character_length char_length check close coalesce collate " +
  "collation column commit connect connection constraint constraints continue convert corresponding count create cross " +
  "current current_date current_time current_timestamp current_user cursor date deallocate dec decimal declare default " +
  "deferrable deferred delete desc describe descriptor diagnostics disconnect distinct domain double drop else end " +
  "escape except exception exec execute exists external extract false fetch first float for foreign found from full get " +
  "global go goto grant group having identity immediate in indicator initially inner input insensitive insert int integer " +
  "intersect interval into is isolation join key language last left level like local lower match max min module names " +
  "national natural nchar next no not null nullif numeric octet_length of on open option or order outer output " +
  "overlaps pad partial position precision prepare preserve primary prior privileges procedure public read real " +
  "references relative restrict revoke right rollback rows schema scroll section select session session_user set size " +
  "smallint some space sql sqlcode sqlerror sqlstate substring sum system_user table temporary then time timestamp to " +
  "transaction translate translation trim true union unique unknown update upper usage user using value values varchar " +
  "varying view when whenever where with work write zone";
const PARTIQL =
  "missing pivot unpivot limit tuple remove index conflict do nothing returning modified new old let bool boolean string " +
  "symbol clob blob struct list sexp bag";

export const KEYWORDS: ReadonlySet<string> = new Set(`${SQL92} ${PARTIQL}`.toUpperCase().split(" "));

/** Keywords that name a function where a parenthesis follows. */
export const FUNCTION_KEYWORDS: ReadonlySet<string> = new Set(
  (
    "exists count avg max min sum substring char_length character_length octet_length bit_length upper lower size " +
    "nullif coalesce sexp list bag"
  )
    .toUpperCase()
    .split(" "),
);

/** Keywords that stand between or before operands. */
export const OPERATOR_KEYWORDS: ReadonlySet<string> = new Set(
  "AND OR IS IN LIKE BETWEEN UNION EXCEPT INTERSECT".split(" "),
);

/** What may follow IS, and the type of DynamoDB that it tests for, where there is one. */
export const TYPE_NAMES: Readonly<Record<string, string | undefined>> = {
  MISSING: "MISSING",
  NULL: "NULL",
  BOOL: "BOOL",
  BOOLEAN: "BOOL",
  BLOB: "B",
  STRING: "S",
  NUMERIC: "N",
  STRUCT: "M",
  TUPLE: "M",
  LIST: "L",
};

/** Types that PartiQL knows, and DynamoDB has not. */
export const FOREIGN_TYPES: ReadonlySet<string> = new Set(
  (
    "SMALLINT INT INT4 INT8 INTEGER FLOAT REAL DOUBLE DEC DECIMAL TIMESTAMP DATE TIME CHAR CHARACTER VARCHAR SYMBOL " +
    "CLOB SEXP BAG"
  ).split(" "),
);
