import { FIFO } from "./fifo.ts";

/**
 * KEYS[2]  the lease of the one who moves messages between Redis and RabbitMQ
 * ARGV[4]  its token
 * ARGV[5]  how many messages, or
 * ARGV[6]  how many bytes are a batch
 * Returns a batch for RabbitMQ, in its order, as { id, place, sent at, record }; an empty list where there is not enough
 * for one, or the lease is lost.
 */
export const SPILL_READ = `${FIFO}
if redis.call('GET', KEYS[2]) ~= ARGV[4] then return {} end
local list, bytes, max = {}, 0, tonumber(ARGV[5])
local members = redis.call('ZRANGE', overflow, 0, max - 1, 'WITHSCORES')
for at = 1, #members, 2 do
  if bytes >= tonumber(ARGV[6]) then break end
  local id = string.sub(members[at], GROUP_BYTES + PLACE_BYTES + 1)
  local record = redis.call('HGET', records, id)
  list[#list + 1] = { id, (struct.unpack('>I8', members[at])), tonumber(members[at + 1]), record }
  bytes = bytes + #record
end
if #list < max and bytes < tonumber(ARGV[6]) then return {} end
return list
`;

/**
 * The messages are in RabbitMQ: they are not here any more.
 * KEYS[2]     the lease
 * ARGV[4]     its token
 * ARGV[5...]  ids
 * Returns how many are left in the overflow, -1 where the lease is lost.
 */
export const SPILLED = `${FIFO}
if redis.call('GET', KEYS[2]) ~= ARGV[4] then return -1 end
local count, bytes = 0, 0
for at = 5, #ARGV do
  local id = ARGV[at]
  local state = read(id)
  if state and redis.call('ZREM', overflow, orderMember(id, state)) == 1 then
    count, bytes = count + 1, bytes + weightOf(id)
    redis.call('HDEL', states, id)
    redis.call('HDEL', records, id)
  end
end
weigh(-bytes)
redis.call('HINCRBY', meta, 'spilled', count)
redis.call('HINCRBY', meta, 'spilledBytes', bytes)
return redis.call('ZCARD', overflow)
`;

/**
 * Messages come back from RabbitMQ. Repetitions have a number that was passed already.
 * KEYS[2]     the lease
 * ARGV[4]     its token
 * ARGV[5...]  id · place · group digest · sent at · record, in the order in which RabbitMQ gave them
 * Returns { how many may come now, or -1 where the lease is lost or one is missing before these; how many RabbitMQ has
 * lost: what did not come first for LOST_MS is not waited for any longer }.
 */
export const REFILL = `${FIFO}
-- A replica that holds them all the same gives them back within a minute, and is cut off from RabbitMQ within half of one.
local LOST_MS = 120000
if redis.call('GET', KEYS[2]) ~= ARGV[4] then return { -1, 0 } end
local refilled, spilled = counter('refilled'), counter('spilled')
local lost, back, bytes, hasGap = 0, 0, 0, false
local function isLost()
  local wall, since = tonumber(ARGV[3]), counter('missing')
  if since == 0 then redis.call('HSET', meta, 'missing', ARGV[3]) end
  return since > 0 and wall - since >= LOST_MS
end
local function passTo(place)
  refilled = place
  redis.call('HSET', meta, 'refilled', place)
end
if #ARGV < 5 then
  if ARGV[3] == '0' or spilled <= 0 or not isLost() then return { roomForSpilled(), 0 } end
  lost = spilled
  local behind = redis.call('ZRANGE', overflow, 0, 0)[1]
  passTo(behind and struct.unpack('>I8', behind) - 1 or counter('place'))
elseif tonumber(ARGV[6]) > refilled + 1 then
  if not isLost() then return { -1, 0 } end
  lost = math.min(spilled, tonumber(ARGV[6]) - refilled - 1)
  passTo(tonumber(ARGV[6]) - 1)
end
redis.call('HDEL', meta, 'missing')
for at = 5, #ARGV, 5 do
  local id, place, record = ARGV[at], tonumber(ARGV[at + 1]), ARGV[at + 4]
  -- What comes behind a gap goes back.
  hasGap = hasGap or place > refilled + 1
  if not hasGap and place == refilled + 1 then
    local state = { 0, 0, 0, 0, '', tonumber(ARGV[at + 3]), place, ARGV[at + 2] }
    local isStillHere = redis.call('ZREM', overflow, orderMember(id, state)) == 1
    if not isStillHere then back, bytes = back + 1, bytes + #record end
    -- Else it was moved here once more meanwhile, and comes at that place.
    if isStillHere or not read(id) then
      if not isStillHere then store(id, state, record) end
      redis.call('ZADD', incoming, ARGV[at + 3], orderMember(id, state))
    end
    passTo(place)
  end
end
local bytesLeft = spilled > back + lost and math.max(0, counter('spilledBytes') - bytes) or 0
redis.call('HSET', meta, 'spilled', math.max(0, spilled - back - lost), 'spilledBytes', string.format('%.0f', bytesLeft))
say('wake')
return { hasGap and -1 or roomForSpilled(), lost }
`;

/**
 * KEYS[1]  the lease
 * ARGV[1]  the token of the one who gives it back
 */
export const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
`;
