import { type Script, scriptOf } from "./connection.ts";

/**
 * The last 2048 to 4096 commits of a partition are remembered, in at most 500 KB of Redis's memory. So many others may
 * be made while a process has lost its connection, and it still learns what became of its own.
 */
const REMEMBERED_COMMITS = 2048;

/** With more keys than these, whoever listens is told that anything may have changed. */
const MAX_TOLD_KEYS = 100;

/** What the script returns first. */
export const COMMITTED = 0;
export const REFUSED = 1;
export const FORGOTTEN = 2;

export const COMMIT_SCRIPT: Script = scriptOf(`#!lua
-- Commits to one partition: all checks hold and everything is written, or nothing is. May be repeated: the same commit is
-- not made twice.
--
-- KEYS[1]   version: of the partition's last commit
-- KEYS[2]   recent: hash of the remembered commits, id -> version
-- KEYS[3]   older: likewise, those before
-- KEYS[4…]  of each space that is named: order, records, expiries (layout.ts says what they hold)
-- ARGV[1]   the commit's id
-- ARGV[2]   a version that the partition's last commit had before this one was sent for the first time
-- ARGV[3]   the caller's time, in milliseconds
-- ARGV[4]   how many checks follow
-- ARGV[5…]  of each check: index of the space's order in KEYS; key; version in 8 bytes, or empty: must be absent
--           of each write: kind; index of the space's order in KEYS; key; and after "put" and "append" value, expiry (empty: never)
--           kinds: put, append, remove, drop (the whole space; key: empty), expire (removes the record if its expiry has come)
-- returns   { 0, version }  committed; without writes, the version of the last commit
--           { 1, index }    nothing was written: this check, from 0 on, does not hold
--           { 2, version }  nothing was written now, and whether it was before is no longer known: so many were made since ARGV[2]
local REMEMBERED, MAX_TOLD = ${REMEMBERED_COMMITS}, ${MAX_TOLD_KEYS}
local id, now = ARGV[1], tonumber(ARGV[3])

local earlier = redis.call('HGET', KEYS[2], id) or redis.call('HGET', KEYS[3], id)
if earlier then return { ${COMMITTED}, tonumber(earlier) } end
local version = tonumber(redis.call('GET', KEYS[1]) or 0)
-- The recent begin at a multiple of REMEMBERED, and the older at the one before.
if version - version % REMEMBERED - REMEMBERED > ARGV[2] + 1 then return { ${FORGOTTEN}, version } end

local at = 5
for check = 1, ARGV[4] do
  local record = redis.call('HGET', KEYS[ARGV[at] + 1], ARGV[at + 1])
  local found = ''
  if record and struct.unpack('>d', record, 9) > now then found = string.sub(record, 1, 8) end
  if found ~= ARGV[at + 2] then return { ${REFUSED}, check - 1 } end
  at = at + 3
end
if at > #ARGV then return { ${COMMITTED}, version } end

version = redis.call('INCR', KEYS[1])
if version % REMEMBERED == 0 and redis.call('EXISTS', KEYS[2]) == 1 then
  redis.call('UNLINK', KEYS[3])
  redis.call('RENAME', KEYS[2], KEYS[3])
end
redis.call('HSET', KEYS[2], id, version)

-- Of each space the keys that were written to; dropped: all of them.
local stamp, touched, dropped = struct.pack('>I8', version), {}, {}

local function remove(space, key)
  if redis.call('HDEL', KEYS[space + 1], key) == 0 then return false end
  redis.call('ZREM', KEYS[space], key)
  redis.call('ZREM', KEYS[space + 2], key)
  return true
end

local position = 0
while at <= #ARGV do
  local kind, space, key = ARGV[at], tonumber(ARGV[at + 1]), ARGV[at + 2]
  local told = true
  at = at + 3
  if kind == 'remove' then
    remove(space, key)
  elseif kind == 'drop' then
    redis.call('UNLINK', KEYS[space], KEYS[space + 1], KEYS[space + 2])
    dropped[space] = true
  elseif kind == 'expire' then
    local expiry = redis.call('ZSCORE', KEYS[space + 2], key)
    told = expiry and tonumber(expiry) <= now and remove(space, key)
  else
    local value, expiry = ARGV[at], ARGV[at + 1]
    at = at + 2
    if kind == 'append' then key = key .. stamp .. struct.pack('>I2', position) end
    local header = stamp .. struct.pack('>d', expiry == '' and math.huge or tonumber(expiry))
    local isNew = redis.call('HSET', KEYS[space + 1], key, header .. value) == 1
    if isNew then redis.call('ZADD', KEYS[space], 0, key) end
    if expiry ~= '' then
      redis.call('ZADD', KEYS[space + 2], expiry, key)
    elseif not isNew then
      redis.call('ZREM', KEYS[space + 2], key)
    end
  end
  position = position + 1
  if told then
    local keys = touched[space] or {}
    keys[#keys + 1] = key
    touched[space] = keys
  end
end

for space, keys in pairs(touched) do
  local message = { id }
  if #keys <= MAX_TOLD and not dropped[space] then
    for _, key in ipairs(keys) do message[#message + 1] = struct.pack('>I2', #key) .. key end
  end
  redis.call('PUBLISH', KEYS[space], table.concat(message))
end
return { ${COMMITTED}, version }
`);
