/**
 * What every script on a queue begins with.
 *
 * KEYS[1]  the queue's own hash; the queue's other keys are this name with a suffix, so that one hash tag holds them all
 * ARGV[1]  generation the caller knows; where it is not the queue's, the script does nothing and returns nil
 * ARGV[2]  now, ms since the epoch by the port's clock
 * ARGV[3]  number of the tombstone period, by the wall clock, where RabbitMQ has just answered for this queue; else 0
 *
 * A state is { receives, first received at, received at, visible at, nonce, sent at, place, group }.
 */
export const QUEUE = `
local meta = KEYS[1]
if redis.call('HGET', meta, 'generation') ~= ARGV[1] then return false end
local now = tonumber(ARGV[2])
local records, states, flying = meta .. ':records', meta .. ':states', meta .. ':flying'
local RECEIVES, FIRST, RECEIVED, VISIBLE, NONCE, SENT, PLACE, GROUP = 1, 2, 3, 4, 5, 6, 7, 8
local LANDINGS = 1000

local function say(text) redis.call('PUBLISH', meta .. ':wake', text) end
local function read(id)
  local packed = redis.call('HGET', states, id)
  return packed and cmsgpack.unpack(packed)
end
local function save(id, state) redis.call('HSET', states, id, cmsgpack.pack(state)) end
local function isInFlight(state) return state[VISIBLE] > now end
local function head(set, from)
  local first = redis.call('ZRANGEBYSCORE', set, from, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
  return first[2] and tonumber(first[2])
end

-- What was deleted may come once more, where RabbitMQ lost an acknowledgement: the ids of one to two periods are kept.
-- A period ends only while RabbitMQ answers, so that an outage does not outlast the memory.
local gone, goneBefore = meta .. ':gone', meta .. ':gone:before'
local function isGone(id)
  return redis.call('SISMEMBER', gone, id) == 1 or redis.call('SISMEMBER', goneBefore, id) == 1
end
local function endPeriod()
  local period = tonumber(ARGV[3])
  if period == 0 then return end
  local last = tonumber(redis.call('HGET', meta, 'period') or 0)
  if period <= last then return end
  redis.call('HSET', meta, 'period', period)
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
local function forget(id, state)
  left(id, state, redis.call('ZREM', flying, id) == 1)
  redis.call('HDEL', records, id)
  redis.call('HDEL', states, id)
  if not IS_FIFO then redis.call('SADD', gone, id) end
end
local function takeOff(id, state, visibleAt, nonce)
  state[RECEIVED], state[VISIBLE], state[NONCE] = now, visibleAt, nonce
  save(id, state)
  redis.call('ZADD', flying, visibleAt, id)
  took(state)
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
