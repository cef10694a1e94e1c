import { FLIGHTS, QUEUE } from "./queue.ts";

/**
 * The order of standard queues: what is visible in Redis (`ready`) comes in the order in which it became so; messages of noisy tenants are
 * set aside. Tenants by their digest: `tenants` counts what each has in flight, `asides` what each has aside.
 */
const STANDARD_ORDER = `
local ready, delayed, aside = meta .. ':ready', meta .. ':delayed', meta .. ':aside'
local tenants, asides = meta .. ':tenants', meta .. ':asides'
local IS_FIFO = false
local function isInOverflow() return false end
local function isUntaken(id, state) return state[VISIBLE] == 0 and not redis.call('ZSCORE', delayed, id) end
local function hasReady() return redis.call('ZCARD', ready) > 0 end

local function change(hash, group, by)
  local count = redis.call('HINCRBY', hash, group, by)
  if count <= 0 then redis.call('HDEL', hash, group) end
end
local function asideMember(id, state) return state[GROUP] .. struct.pack('>I8', state[PLACE]) .. id end
local function appear(id, state)
  redis.call('ZADD', ready, redis.call('HINCRBY', meta, 'place', 1), id)
end
local function took(state)
  if state[GROUP] ~= '' then change(tenants, state[GROUP], 1) end
end
local function landed(id, state)
  if state[GROUP] ~= '' then change(tenants, state[GROUP], -1) end
  appear(id, state)
end
local function left(id, state, wasInFlight)
  if wasInFlight then
    if state[GROUP] ~= '' then change(tenants, state[GROUP], -1) end
  elseif redis.call('ZREM', ready, id) == 0 and redis.call('ZREM', delayed, id) == 0 and state[GROUP] ~= '' then
    if redis.call('ZREM', aside, asideMember(id, state)) == 1 then change(asides, state[GROUP], -1) end
  end
end
local function countDue() return redis.call('ZCOUNT', delayed, '-inf', now) end
local function nextAt()
  local landing, delay = head(flying, '-inf'), head(delayed, '(' .. now)
  if landing and delay then return math.min(landing, delay) end
  return landing or delay
end
`;

export const STANDARD = QUEUE + STANDARD_ORDER + FLIGHTS;

/**
 * Lets messages arrive and takes visible ones, both in one step.
 *
 * ARGV[4..8]   nonce of these receives · retention ms · max in flight · max receives (0: no dead letters) · 1 where the
 *              messages are leased for a move, which is no receive
 * ARGV[9]      ms for which a dead letter is leased
 * ARGV[10]     how many receives are served
 * ARGV[11...]  each receive: max · visibility ms · 1 where it has nothing more to expect, so that noisy tenants get
 *              their turn
 * ...          arrivals: id · sent at · group digest or '' · visible at · record
 * Returns { in flight, visible here, next time or -1, 1 if another turn is worth it, what each receive took, dead };
 * what was taken, and the dead, are lists of { id, receives, first received at, place, record }; the record is '' where
 * it arrived with this very call: whoever brought it has it.
 */
export const TAKE = `${STANDARD}
local nonce, retention, maxInFlight, maxReceives = ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local isLease, leaseMs, takers = ARGV[8] == '1', tonumber(ARGV[9]), tonumber(ARGV[10])
local FIRST_TAKER, FIRST_ARRIVAL = 11, 11 + 3 * takers
-- Sources as in the embedded adapter: AWS calls a tenant noisy by these.
local NOISY_SHARE, NOISY_IN_FLIGHT, ASIDE_MAX, TURNS = 0.1, 30, 1000, 1000

-- Lua's calls are what takes time here: what is known or changed of many messages is read and written at once.
local recordOf, saved, flights, delays = {}, {}, {}, {}
local function push(list, first, second)
  list[#list + 1] = first
  list[#list + 1] = second
end
-- Visible arrivals come after all that is visible already; they are written down as what becomes of them.
local coming, nextComing = {}, 1
local function arrive(id, at)
  local state = { 0, 0, 0, 0, '', tonumber(ARGV[at + 1]), 0, ARGV[at + 2] }
  local visibleAt = tonumber(ARGV[at + 3])
  recordOf[id] = ARGV[at + 4]
  if visibleAt > now then
    push(saved, id, cmsgpack.pack(state))
    push(delays, visibleAt, id)
  else
    coming[#coming + 1] = { id, state }
  end
end
for from = FIRST_ARRIVAL, #ARGV, 5 * AT_ONCE do
  local ids = {}
  for at = from, math.min(from + 5 * AT_ONCE - 1, #ARGV), 5 do ids[#ids + 1] = ARGV[at] end
  local known, isGone = redis.call('HMGET', states, unpack(ids)), areGone(ids)
  for index, id in ipairs(ids) do
    -- Known or gone already: RabbitMQ repeats what was not acknowledged when a connection or the broker died.
    if not known[index] and not isGone[index] and not recordOf[id] then arrive(id, from + 5 * (index - 1)) end
  end
end
local arrived = #coming
-- New messages, or none at all.
if arrived > 0 or #ARGV < FIRST_ARRIVAL then endPeriod() end

local inFlight = countInFlight()
local due, readyCount, asideCount = countDue(), redis.call('ZCARD', ready), redis.call('ZCARD', aside)
local max, visibility, taken, dead, turns = 0, 0, {}, {}, 0
local function wants() return #taken < max and inFlight < maxInFlight and turns < TURNS end
local function isNoisy(group)
  local count = tonumber(redis.call('HGET', tenants, group) or 0)
  return count >= NOISY_IN_FLIGHT and count > NOISY_SHARE * inFlight
end
local function takeOff(id, state, visibleAt)
  state[RECEIVED], state[VISIBLE], state[NONCE] = now, visibleAt, nonce
  push(saved, id, cmsgpack.pack(state))
  push(flights, visibleAt, id)
  took(state)
  return { id, state[RECEIVES], state[FIRST], state[PLACE], recordOf[id] and '' or redis.call('HGET', records, id) }
end
local function offer(id, state)
  turns = turns + 1
  if state[SENT] + retention <= now then
    recordOf[id] = nil
    return forget(id, state)
  end
  inFlight = inFlight + 1
  if not isLease and maxReceives > 0 and state[RECEIVES] >= maxReceives then
    dead[#dead + 1] = takeOff(id, state, now + leaseMs)
    return
  end
  if not isLease then
    state[RECEIVES] = state[RECEIVES] + 1
    if state[FIRST] == 0 then state[FIRST] = now end
  end
  taken[#taken + 1] = takeOff(id, state, now + visibility)
end
local function offerAside(group)
  while wants() do
    local member = redis.call('ZRANGEBYLEX', aside, '[' .. group, '(' .. group .. string.rep('\\255', 9), 'LIMIT', 0, 1)[1]
    if not member then return end
    redis.call('ZREM', aside, member)
    change(asides, group, -1)
    asideCount = asideCount - 1
    local id = string.sub(member, #group + 9)
    offer(id, read(id))
  end
end
local function asideGroups() return redis.call('HKEYS', asides) end

-- What is due stays where it is until it is taken: the clock may be set back.
local function pop()
  if due > 0 then
    due = due - 1
    local id = redis.call('ZRANGEBYSCORE', delayed, '-inf', now, 'LIMIT', 0, 1)[1]
    redis.call('ZREM', delayed, id)
    return id, read(id)
  end
  if readyCount > 0 then
    readyCount = readyCount - 1
    local id = redis.call('ZPOPMIN', ready)[1]
    return id, read(id)
  end
  local one = coming[nextComing]
  if not one then return end
  nextComing = nextComing + 1
  return one[1], one[2]
end
local function takeOfQuiet()
  if asideCount == 0 then return end
  for _, group in ipairs(asideGroups()) do
    if not isNoisy(group) then offerAside(group) end
  end
end
local function takeNext()
  local id, state = pop()
  if not id then return false end
  if state[GROUP] ~= '' and asideCount < ASIDE_MAX and isNoisy(state[GROUP]) then
    turns = turns + 1
    state[PLACE] = redis.call('HINCRBY', meta, 'place', 1)
    save(id, state)
    redis.call('ZADD', aside, 0, asideMember(id, state))
    change(asides, state[GROUP], 1)
    asideCount = asideCount + 1
  else
    offer(id, state)
  end
  return true
end
local function takeOfNoisy()
  if asideCount == 0 then return false end
  local fewest, least
  for _, group in ipairs(asideGroups()) do
    local count = tonumber(redis.call('HGET', tenants, group) or 0)
    if not least or count < least then fewest, least = group, count end
  end
  if not fewest then return false end
  offerAside(fewest)
  return true
end

local takenOfAll = {}
for taker = 1, takers do
  local at = FIRST_TAKER + 3 * (taker - 1)
  max, visibility, taken = tonumber(ARGV[at]), tonumber(ARGV[at + 1]), {}
  takenOfAll[taker] = taken
  if wants() then takeOfQuiet() end
  while wants() and takeNext() do end
  while ARGV[at + 2] == '1' and wants() and takeOfNoisy() do end
end
for index = nextComing, #coming do
  local id, state = coming[index][1], coming[index][2]
  push(saved, id, cmsgpack.pack(state))
  appear(id, state)
end
local kept = {}
for id, record in pairs(recordOf) do push(kept, id, record) end
writeAll('HSET', records, kept)
writeAll('HSET', states, saved)
writeAll('ZADD', flying, flights)
writeAll('ZADD', delayed, delays)
writeForgotten()

local visible = redis.call('ZCARD', ready) + countDue()
if arrived > 0 and visible > 0 then say('wake') end
return { inFlight, visible, announce(), turns >= TURNS and 1 or 0, takenOfAll, dead }
`;

/** No further ARGV. Returns { visible in Redis, in flight, delayed }. */
export const COUNTS = `${STANDARD}
local due, inFlight = countDue(), countInFlight()
return {
  redis.call('ZCARD', ready) + redis.call('ZCARD', aside) + due + redis.call('ZCARD', flying) - inFlight,
  inFlight,
  redis.call('ZCARD', delayed) - due,
}
`;

/**
 * ARGV[4]  limit
 * Returns a list of { id, receives, first received at, place, record, "inFlight" | "visible" | "delayed" }.
 */
export const LOOK = `${STANDARD}
local limit, seen = tonumber(ARGV[4]), {}
local function look(set, word, idFrom)
  if #seen >= limit then return end
  for _, member in ipairs(redis.call('ZRANGE', set, 0, limit - #seen - 1)) do
    local id = string.sub(member, idFrom)
    if set == delayed then word = tonumber(redis.call('ZSCORE', delayed, id)) > now and 'delayed' or 'visible' end
    local state = read(id)
    if set == flying then word = isInFlight(state) and 'inFlight' or 'visible' end
    seen[#seen + 1] = { id, state[RECEIVES], state[FIRST], state[PLACE], redis.call('HGET', records, id), word }
  end
end
look(flying, '', 1)
look(ready, 'visible', 1)
look(aside, 'visible', -16)
look(delayed, '', 1)
return seen
`;
