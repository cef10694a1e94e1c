/**
 * After the rules of an order.
 * ARGV[4...]  id · nonce, for each receipt
 * Returns an outcome for each.
 */
const removing = (isTooLate: string): string => `
local outcomes, removed = {}, {}
for at = 4, #ARGV, 2 do
  local id = ARGV[at]
  local state = not removed[id] and read(id)
  local outcome = 'done'
  if state and state[NONCE] ~= ARGV[at + 1] then
    outcome = 'stale'
  elseif state and ${isTooLate} then
    outcome = 'notInFlight'
  elseif state then
    forget(id, state)
    removed[id] = true
  end
  outcomes[#outcomes + 1] = outcome
end
writeForgotten()
-- A group may be free now, or the queue below its limit.
if hasReady() then say('wake') end
return outcomes
`;

/** What a client received. */
export const REMOVE = removing("IS_FIFO and not isInFlight(state)");
/** What is stored elsewhere now: it leaves although its lease ran out, unless somebody has taken it since. */
export const REMOVE_MOVED = removing("false");

/**
 * After the rules of an order.
 * ARGV[4]     the longest that a message may be hidden since it was received, ms
 * ARGV[5...]  id · nonce · visibility ms, for each receipt
 * Returns an outcome for each.
 */
export const SET_VISIBILITY = `
local limit, outcomes, hasLanded = tonumber(ARGV[4]), {}, false
for at = 5, #ARGV, 3 do
  local id, visibility = ARGV[at], tonumber(ARGV[at + 2])
  local state = read(id)
  local outcome = 'done'
  if not state or not isInFlight(state) then
    outcome = 'notInFlight'
  elseif state[NONCE] ~= ARGV[at + 1] then
    outcome = 'stale'
  elseif now + visibility > state[RECEIVED] + limit then
    outcome = 'beyondLimit'
  else
    state[VISIBLE] = now + visibility
    save(id, state)
    if visibility > 0 then
      redis.call('ZADD', flying, state[VISIBLE], id)
    else
      redis.call('ZREM', flying, id)
      landed(id, state)
      hasLanded = true
    end
  end
  outcomes[#outcomes + 1] = outcome
end
if hasLanded then say('wake') end
announce()
return outcomes
`;

/**
 * After the rules of an order. Deletes what is older than the retention, among some of the messages.
 * ARGV[4]  retention ms
 * ARGV[5]  where to go on, '0' to begin
 * Returns { where to go on, or '0' at the end; how many were deleted; how many of the others came from RabbitMQ and were
 * never taken; what is remembered of deleted messages: 0 nothing, 1 what will be forgotten by and by, 2 what is only
 * remembered because nothing was sent since }.
 */
export const EXPIRE = `
local retention, count, untaken = tonumber(ARGV[4]), 0, 0
local page = redis.call('HSCAN', states, ARGV[5], 'COUNT', 500)
for at = 1, #page[2], 2 do
  local id, state = page[2][at], cmsgpack.unpack(page[2][at + 1])
  if state[SENT] + retention > now then
    if isUntaken(id, state) then untaken = untaken + 1 end
  elseif not isInOverflow(id, state) then
    forget(id, state)
    count = count + 1
  end
end
writeForgotten()
if IS_FIFO and count > 0 then say('wake') end
local remembered = redis.call('EXISTS', gone, goneBefore) == 0 and 0 or isProven() and 1 or 2
return { page[1], count, untaken, remembered }
`;
