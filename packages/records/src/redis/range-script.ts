import { type Script, scriptOf } from "./connection.ts";

/** So many keys are looked up at once. Lua's unpack takes up to 8,000. */
const PAGE = 1000;

export const RANGE_SCRIPT: Script = scriptOf(`#!lua flags=no-writes
-- The records of a range, in order or against it, without those that are expired.
--
-- KEYS[1]  order, KEYS[2]  records: of one space (layout.ts says what they hold)
-- ARGV[1]  ZRANGEBYLEX, or ZREVRANGEBYLEX for a range against the order
-- ARGV[2]  the bound to begin at, ARGV[3]  the bound to end at, as that command takes them
-- ARGV[4]  how many records at most
-- ARGV[5]  the caller's time, in milliseconds
-- returns  { key, record, key, record, … }
local first, limit, now = ARGV[2], tonumber(ARGV[4]), tonumber(ARGV[5])
local found = {}
local asked, keys
repeat
  asked = math.min(limit - #found / 2, ${PAGE})
  keys = redis.call(ARGV[1], KEYS[1], first, ARGV[3], 'LIMIT', 0, asked)
  if #keys == 0 then break end
  for index, record in ipairs(redis.call('HMGET', KEYS[2], unpack(keys))) do
    if struct.unpack('>d', record, 9) > now then
      found[#found + 1] = keys[index]
      found[#found + 1] = record
    end
  end
  first = '(' .. keys[#keys]
until #keys < asked or #found == 2 * limit
return found
`);
