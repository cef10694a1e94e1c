/**
 * What every script on a queue begins with.
 *
 * KEYS[1]  the queue's own hash; the queue's other keys are this name with a suffix, so that one hash tag holds them all
 * ARGV[1]  generation the caller knows; where it is not the queue's, the script does nothing and returns nil
 * ARGV[2]  now, ms since the epoch by the port's clock
 * ARGV[3]  wall clock, ms since the epoch, where RabbitMQ has just answered for this queue; else 0
 *
 * A message is known by its key (message-key.ts), called id here. A state is { receives, first received at, received at, visible at, nonce, sent at, place, group }.
 */
export const QUEUE = `
local meta = KEYS[1]
if redis.call('HGET', meta, 'generation') ~= ARGV[1] then return false end
local now = tonumber(ARGV[2])
local records, states, flying = meta .. ':records', meta .. ':states', meta .. ':flying'
local RECEIVES, FIRST, RECEIVED, VISIBLE, NONCE, SENT, PLACE, GROUP = 1, 2, 3, 4, 5, 6, 7, 8
local LANDINGS = 1000
-- Each call costs more than what it does to one message; Lua passes some thousand arguments at most.
local AT_ONCE = 1000

local function say(text) redis.call('PUBLISH', meta .. ':wake', text) end
local function read(id)
  local packed = redis.call('HGET', states, id)
  return packed and cmsgpack.unpack(packed)
end
local function save(id, state) redis.call('HSET', states, id, cmsgpack.pack(state)) end
local function writeAll(command, key, list)
  for from = 1, #list, AT_ONCE do
    redis.call(command, key, unpack(list, from, math.min(from + AT_ONCE - 1, #list)))
  end
end
local function isInFlight(state) return state[VISIBLE] > now end
-- More may have landed than one script brings down.
local function countInFlight() return redis.call('ZCOUNT', flying, '(' .. string.format('%.0f', now), '+inf') end
local function head(set, from)
  local first = redis.call('ZRANGEBYSCORE', set, from, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
  return first[2] and tonumber(first[2])
end

-- What was deleted may come once more, where RabbitMQ lost an acknowledgement: ids of deleted messages are kept in two
-- sets, and the older one is dropped when (1) a message was sent well after it was complete, and confirmed: that writes
-- the acknowledgements before it to RabbitMQ's disk, as nothing else does; and when (2) after that, twice, the head of
-- the queue was new: what a dead connection gave back comes first.
local gone, goneBefore = meta .. ':gone', meta .. ':gone:before'
local SETTLING_MS = 60000
local function areGone(ids)
  local are = {}
  for _, set in ipairs({ gone, goneBefore }) do
    for index, is in ipairs(redis.call('SMISMEMBER', set, unpack(ids))) do are[index] = are[index] or is == 1 end
  end
  return are
end
local function isProven()
  local times = redis.call('HMGET', meta, 'flushed', 'period')
  return tonumber(times[1] or 0) >= tonumber(times[2] or 0) + SETTLING_MS
end
local function endPeriod()
  local wall = tonumber(ARGV[3])
  if wall == 0 or not isProven() then return end
  local clean = tonumber(redis.call('HGET', meta, 'clean') or 0)
  if clean == 0 then return redis.call('HSET', meta, 'clean', ARGV[3]) end
  if wall - clean < SETTLING_MS then return end
  redis.call('HDEL', meta, 'clean')
  redis.call('HSET', meta, 'period', ARGV[3])
  redis.call('UNLINK', goneBefore)
  if redis.call('EXISTS', gone) == 1 then redis.call('RENAME', gone, goneBefore) end
end
`;

/** After the rules of an order (STANDARD or FIFO), which say what appears, lands and leaves. */
export const FLIGHTS = `
local function land()
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', flying, '-inf', now, 'LIMIT', 0, LANDINGS)) do
    redis.call('ZREM', flying, id)
    landed(id, read(id))
  end
end
local forgotten = {}
-- Takes effect by \`writeForgotten\`, at the end of a script.
local function forget(id, state)
  left(id, state, redis.call('ZREM', flying, id) == 1)
  forgotten[#forgotten + 1] = id
end
local function writeForgotten()
  writeAll('HDEL', records, forgotten)
  writeAll('HDEL', states, forgotten)
  if not IS_FIFO then writeAll('SADD', gone, forgotten) end
end
land()
local nextBefore = nextAt()
-- Those who wait elsewhere set their alarm to the earliest time that something becomes visible.
local function announce()
  local at = nextAt()
  if at and (not nextBefore or at < nextBefore) then say('at:' .. string.format('%.0f', at)) end
  return at or -1
end
`;
