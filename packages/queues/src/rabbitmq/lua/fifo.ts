import { FLIGHTS, QUEUE } from "./queue.ts";

/**
 * The order of FIFO queues. The first messages are here, in the window: `incoming` as they were sent, then `waiting` by
 * group. What was sent beyond it is in `overflow`, and goes on from there to RabbitMQ in batches (the `spilled` ones), or to the
 * window where none is spilled. Both hold the messages in the order of their numbers, the overflow those behind the
 * spilled ones. `free` holds the groups that have messages waiting and none in flight, in turn; `busy` counts what each
 * group has in flight. A message is sent by one step here, so its place, its deduplication id and itself are one.
 */
const FIFO_ORDER = `
local free, busy, waiting = meta .. ':free', meta .. ':busy', meta .. ':waiting'
local incoming, overflow = meta .. ':incoming', meta .. ':overflow'
local IS_FIFO = true
-- Of what waits here; what is in flight is bounded by the queue's own limit.
local WINDOW, WINDOW_BYTES = 20000, 64 * 1024 * 1024
-- So many may wait here in any case, however large they are.
local LEAST = 100
-- So much comes back from RabbitMQ in one step, by the average size of what is there.
local REFILL_BYTES = 8 * 1024 * 1024
local GROUP_BYTES, PLACE_BYTES = 16, 8
local REMEMBERED_MS = 300000

local function counter(field) return tonumber(redis.call('HGET', meta, field) or 0) end
local function waitingMember(id, state) return state[GROUP] .. struct.pack('>I8', state[PLACE]) .. id end
local function orderMember(id, state) return struct.pack('>I8', state[PLACE]) .. state[GROUP] .. id end
local function isInOverflow(id, state) return redis.call('ZSCORE', overflow, orderMember(id, state)) end
local function isUntaken() return false end
local function hasReady() return redis.call('ZCARD', free) > 0 end
local function inWindow() return redis.call('ZCARD', incoming) + redis.call('ZCARD', waiting) end
-- The bytes of what waits here, in the window and beyond.
local function weigh(by) if by ~= 0 then redis.call('HINCRBY', meta, 'bytes', by) end end
local function weightOf(id) return redis.call('HSTRLEN', records, id) end
local function hasRoom() return inWindow() < WINDOW and counter('bytes') < WINDOW_BYTES end
-- How many may come back from RabbitMQ in one step.
local function roomForSpilled()
  local spilled = counter('spilled')
  if spilled <= 0 then return 0 end
  local room = WINDOW - inWindow()
  if counter('bytes') > WINDOW_BYTES / 2 then room = LEAST - inWindow() end
  local average = math.max(1, counter('spilledBytes') / spilled)
  return math.max(0, math.min(spilled, room, math.max(1, math.floor(REFILL_BYTES / average))))
end
local function store(id, state, record)
  save(id, state)
  redis.call('HSET', records, id, record)
  weigh(#record)
end
local function ofGroup(group, limit)
  return redis.call('ZRANGEBYLEX', waiting, '[' .. group, '(' .. group .. string.rep('\\255', 9), 'LIMIT', 0, limit)
end
local function settle(group)
  if redis.call('HEXISTS', busy, group) == 1 then return redis.call('ZREM', free, group) end
  if not ofGroup(group, 1)[1] then return redis.call('ZREM', free, group) end
  if not redis.call('ZSCORE', free, group) then
    redis.call('ZADD', free, redis.call('HINCRBY', meta, 'turn', 1), group)
  end
end
local function block(group, by)
  if redis.call('HINCRBY', busy, group, by) <= 0 then redis.call('HDEL', busy, group) end
end
local function took(state) block(state[GROUP], 1) end
local function landed(id, state)
  redis.call('ZADD', waiting, 0, waitingMember(id, state))
  weigh(weightOf(id))
  block(state[GROUP], -1)
  settle(state[GROUP])
end
local function left(id, state, wasInFlight)
  if wasInFlight then
    block(state[GROUP], -1)
  else
    weigh(-weightOf(id))
    if redis.call('ZREM', waiting, waitingMember(id, state)) == 0 then
      redis.call('ZREM', incoming, orderMember(id, state))
    end
  end
  settle(state[GROUP])
end
local function nextAt() return head(flying, '-inf') end
-- What was sent until then is not delayed any more; without a delay everything, whatever clock it was sent by.
local function sentUntil(delay) return delay == 0 and '+inf' or string.format('%.0f', now - delay) end
-- What was sent and waited long enough goes to its group.
local function admit(delay)
  if counter('spilled') == 0 and redis.call('ZCARD', overflow) > 0 then
    local room = math.min(LANDINGS, WINDOW - inWindow())
    local moved = room > 0 and redis.call('ZRANGE', overflow, 0, room - 1, 'WITHSCORES') or {}
    for at = 1, #moved, 2 do
      redis.call('ZREM', overflow, moved[at])
      redis.call('ZADD', incoming, moved[at + 1], moved[at])
      redis.call('HSET', meta, 'refilled', (struct.unpack('>I8', moved[at])))
    end
  end
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', incoming, '-inf', sentUntil(delay), 'LIMIT', 0, LANDINGS)) do
    redis.call('ZREM', incoming, member)
    local place, group = string.sub(member, 1, PLACE_BYTES), string.sub(member, PLACE_BYTES + 1, PLACE_BYTES + GROUP_BYTES)
    redis.call('ZADD', waiting, 0, group .. place .. string.sub(member, PLACE_BYTES + GROUP_BYTES + 1))
    settle(group)
  end
end
-- What is remembered for five minutes lies in two hashes, each of five minutes; the older one is dropped whole.
local function remembered(name)
  local this, before, period = meta .. ':' .. name, meta .. ':' .. name .. ':before', math.floor(now / REMEMBERED_MS)
  local last = counter(name)
  if period > last then
    redis.call('UNLINK', before)
    if period == last + 1 and redis.call('EXISTS', this) == 1 then redis.call('RENAME', this, before) end
    redis.call('UNLINK', this)
    redis.call('HSET', meta, name, period)
  end
  return this, before
end
local function recall(name, id)
  local this, before = remembered(name)
  local packed = redis.call('HGET', this, id) or redis.call('HGET', before, id)
  local found = packed and cmsgpack.unpack(packed)
  if found and now - found[1] < REMEMBERED_MS then return found end
end
`;

export const FIFO = QUEUE + FIFO_ORDER + FLIGHTS;

/**
 * Stores messages at the end, once for each deduplication id.
 *
 * ARGV[4...]  messages: id · group digest · deduplication digest · record
 * Returns { messages in the overflow, a list of { id, place } of what is stored under each id }.
 */
export const FIFO_SEND = `${FIFO}
local sent, hasAdded = {}, false
local at = math.max(now, counter('sentAt'))
redis.call('HSET', meta, 'sentAt', string.format('%.0f', at))
local isShort = counter('spilled') == 0 and redis.call('ZCARD', overflow) == 0
for arg = 4, #ARGV, 4 do
  local id, group, digest = ARGV[arg], ARGV[arg + 1], ARGV[arg + 2]
  local first = recall('dedup', digest)
  local known = read(id)
  if first then
    sent[#sent + 1] = { first[2], first[3] }
  elseif known then
    -- A move that a crash made happen twice, the second time long after the first.
    sent[#sent + 1] = { id, known[PLACE] }
  else
    local place = redis.call('HINCRBY', meta, 'place', 1)
    local state = { 0, 0, 0, 0, '', now, place, group }
    local fits = isShort and hasRoom()
    store(id, state, ARGV[arg + 3])
    if fits then
      redis.call('ZADD', incoming, string.format('%.0f', at), orderMember(id, state))
    else
      if isShort then redis.call('HSET', meta, 'refilled', place - 1) end
      isShort = false
      redis.call('ZADD', overflow, string.format('%.0f', at), orderMember(id, state))
    end
    redis.call('HSET', (remembered('dedup')), digest, cmsgpack.pack({ now, id, place }))
    sent[#sent + 1] = { id, place }
    hasAdded = true
  end
end
if hasAdded then say('wake') end
return { redis.call('ZCARD', overflow), sent }
`;

/**
 * Takes visible messages, as many of one group as are wanted, group by group.
 *
 * ARGV[4..11]  max · visibility ms · nonce of this receive · retention ms · max in flight · max receives (0: no dead
 *              letters) · 1 where the messages are leased for a move, which is no receive · delay of the queue, ms
 * ARGV[12]     ms for which a dead letter is leased
 * ARGV[13]     attempt id, or ''
 * Returns { in flight, how many may come back from RabbitMQ where the window is half empty, next time or -1, 1 if another turn is worth it,
 * nonce of these messages, taken, dead }; taken and dead are lists of { id, receives, first received at, place, record }.
 */
export const FIFO_TAKE = `${FIFO}
local max, visibility, nonce, retention = tonumber(ARGV[4]), tonumber(ARGV[5]), ARGV[6], tonumber(ARGV[7])
local maxInFlight, maxReceives = tonumber(ARGV[8]), tonumber(ARGV[9])
local isLease, delay, leaseMs, attempt = ARGV[10] == '1', tonumber(ARGV[11]), tonumber(ARGV[12]), ARGV[13]
local TURNS = 1000
local taken, dead, turns, lifted = {}, {}, 0, 0
local function describe(id, state)
  return { id, state[RECEIVES], state[FIRST], state[PLACE], redis.call('HGET', records, id) }
end
local function takeOff(id, state, visibleAt)
  state[RECEIVED], state[VISIBLE], state[NONCE] = now, visibleAt, nonce
  save(id, state)
  redis.call('ZADD', flying, visibleAt, id)
  took(state)
  local message = describe(id, state)
  lifted = lifted + #message[5]
  return message
end
local function answer()
  writeForgotten()
  weigh(-lifted)
  local room = inWindow() < WINDOW / 2 and roomForSpilled() or 0
  local at, coming = announce(), head(incoming, '-inf')
  if coming and (at < 0 or coming + delay < at) then at = coming + delay end
  return { countInFlight(), room, at, turns >= TURNS and 1 or 0, nonce, taken, dead }
end

local function remember(ids)
  redis.call('HSET', (remembered('attempts')), attempt, cmsgpack.pack({ now, now + visibility, nonce, ids }))
end
local function repeatAttempt()
  local last = attempt ~= '' and recall('attempts', attempt)
  if not last then return false end
  local found = {}
  for index, id in ipairs(last[4]) do
    local state = read(id)
    if not state or not isInFlight(state) or state[VISIBLE] ~= last[2] or state[NONCE] ~= last[3] then return false end
    found[index] = state
  end
  nonce = last[3]
  for index, id in ipairs(last[4]) do
    found[index][VISIBLE] = now + visibility
    save(id, found[index])
    redis.call('ZADD', flying, now + visibility, id)
    taken[index] = describe(id, found[index])
  end
  redis.call('HSET', (remembered('attempts')), attempt, cmsgpack.pack({ last[1], now + visibility, nonce, last[4] }))
  return true
end
if repeatAttempt() then return answer() end

admit(delay)
local inFlight = countInFlight()
local function wants() return #taken < max and inFlight < maxInFlight and turns < TURNS end
local function offer(id, state)
  turns = turns + 1
  if state[SENT] + retention <= now then return forget(id, state) end
  redis.call('ZREM', waiting, waitingMember(id, state))
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
while wants() do
  local group = redis.call('ZRANGE', free, 0, 0)[1]
  if not group then break end
  for _, member in ipairs(ofGroup(group, max - #taken)) do
    if not wants() then break end
    local id = string.sub(member, GROUP_BYTES + PLACE_BYTES + 1)
    offer(id, read(id))
  end
  settle(group)
end
if attempt ~= '' and #taken > 0 then
  local ids = {}
  for index, message in ipairs(taken) do ids[index] = message[1] end
  remember(ids)
end
return answer()
`;

/**
 * ARGV[4]  delay of the queue, ms
 * Returns { visible, in flight, delayed }; what is in RabbitMQ counts as visible.
 */
export const FIFO_COUNTS = `${FIFO}
local delay = tonumber(ARGV[4])
admit(delay)
local delayed = 0
if delay > 0 then
  local from = '(' .. sentUntil(delay)
  delayed = redis.call('ZCOUNT', incoming, from, '+inf') + redis.call('ZCOUNT', overflow, from, '+inf')
end
local inFlight = countInFlight()
return { redis.call('HLEN', states) - inFlight - delayed + counter('spilled'), inFlight, delayed }
`;

/**
 * ARGV[4]  limit
 * ARGV[5]  delay of the queue, ms
 * Returns a list of { id, receives, first received at, place, record, "inFlight" | "visible" | "delayed" }, in any order:
 * of each kind the first ones.
 */
export const FIFO_LOOK = `${FIFO}
local limit, delay, seen = tonumber(ARGV[4]), tonumber(ARGV[5]), {}
admit(delay)
local function look(set, idFrom, word)
  for _, member in ipairs(redis.call('ZRANGE', set, 0, limit - 1)) do
    local id = string.sub(member, idFrom)
    local state = read(id)
    local is = set == flying and (isInFlight(state) and 'inFlight' or 'visible') or word
    seen[#seen + 1] = { id, state[RECEIVES], state[FIRST], state[PLACE], redis.call('HGET', records, id), is }
  end
end
look(flying, 1)
look(waiting, GROUP_BYTES + PLACE_BYTES + 1, 'visible')
look(incoming, GROUP_BYTES + PLACE_BYTES + 1, delay > 0 and 'delayed' or 'visible')
return seen
`;
