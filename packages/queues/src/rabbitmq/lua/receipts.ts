/**
 * After the rules of an order.
 * ARGV[4...]  id · nonce, for each receipt
 * Returns an outcome for each.
 */
export const REMOVE = `
local outcomes, removed = {}, {}
for at = 4, #ARGV, 2 do
  local id = ARGV[at]
  local state = not removed[id] and read(id)
  local outcome = 'done'
  if state and state[NONCE] ~= ARGV[at + 1] then
    outcome = 'stale'
  elseif state and IS_FIFO and not isInFlight(state) then
    outcome = 'notInFlight'
  elseif state then
    forget(id, state)
    removed[id] = true
  end
  outcomes[#outcomes + 1] = outcome
end
writeForgotten()
-- A group may be free now, or the queue below its limit.
if redis.call('ZCARD', ready) > 0 then say('wake') end
return outcomes
`;

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
 * Returns { where to go on, or '0' at the end; how many were deleted }.
 */
export const EXPIRE = `
local retention, count = tonumber(ARGV[4]), 0
local page = redis.call('HSCAN', states, ARGV[5], 'COUNT', 500)
for at = 1, #page[2], 2 do
  local state = cmsgpack.unpack(page[2][at + 1])
  if state[SENT] + retention <= now and not isSpilled(page[2][at], state) then
    forget(page[2][at], state)
    count = count + 1
  end
end
writeForgotten()
if IS_FIFO and count > 0 then say('wake') end
return { page[1], count }
`;
