import { type Script, scriptOf } from "./connection.ts";

/** So many keys are looked up at once. Lua's unpack takes up to 8,000. */
const PAGE = 1000;
/** And so many at first where bytes are counted, before it is known how large the records are. */
const FIRST_PAGE = 25;

export const RANGE_SCRIPT: Script = scriptOf(`#!lua flags=no-writes
-- The records of a range, in order or against it, without those that are expired.
--
-- KEYS[1]  order, KEYS[2]  records: of one space (layout.ts says what they hold)
-- ARGV[1]  ZRANGEBYLEX, or ZREVRANGEBYLEX for a range against the order
-- ARGV[2]  the bound to begin at, ARGV[3]  the bound to end at, as that command takes them
-- ARGV[4]  how many records at most
-- ARGV[5]  how many bytes of keys and values: it ends with the record that reaches them (empty: no bound)
-- ARGV[6]  the caller's time, in milliseconds
-- returns  { key, record, key, record, … }
local first, limit, now = ARGV[2], tonumber(ARGV[4]), tonumber(ARGV[6])
local max = tonumber(ARGV[5]) or math.huge
local found, bytes, page = {}, 0, max == math.huge and ${PAGE} or ${FIRST_PAGE}
local asked, keys
repeat
  asked = math.min(limit - #found / 2, page)
  keys = redis.call(ARGV[1], KEYS[1], first, ARGV[3], 'LIMIT', 0, asked)
  if #keys == 0 then break end
  for index, record in ipairs(redis.call('HMGET', KEYS[2], unpack(keys))) do
    if struct.unpack('>d', record, 9) > now then
      found[#found + 1] = keys[index]
      found[#found + 1] = record
      bytes = bytes + #keys[index] + #record - 16
      if bytes >= max then return found end
    end
  end
  -- As many as the rest will take, by the size of those that were found.
  page = ${PAGE}
  if #found > 0 then page = math.max(1, math.min(page, math.ceil((max - bytes) * #found / 2 / bytes))) end
  first = '(' .. keys[#keys]
until #keys < asked or #found == 2 * limit
return found
`);
