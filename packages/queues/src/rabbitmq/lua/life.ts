/** Every key that holds messages of a queue, by its suffix. */
const CONTENTS = `
local contents = {}
for _, suffix in ipairs({ 'records', 'states', 'flying', 'ready', 'delayed', 'aside', 'asides', 'tenants', 'waiting',
  'busy', 'free', 'incoming', 'overflow', 'dedup', 'dedup:before', 'attempts', 'attempts:before', 'gone', 'gone:before', 'spiller' }) do
  contents[#contents + 1] = KEYS[1] .. ':' .. suffix
end
`;

/**
 * KEYS[1]  the queue's own hash
 * ARGV[1]  generation to begin with, or '' to ask only
 * Returns the queue's generation, nil where there is none.
 */
export const GENERATION = `
if ARGV[1] ~= '' then redis.call('HSETNX', KEYS[1], 'generation', ARGV[1]) end
return redis.call('HGET', KEYS[1], 'generation')
`;

/**
 * Begins a new generation; the old one's queue in RabbitMQ is noted as garbage in the same step.
 * KEYS[1]  the queue's own hash
 * ARGV[1]  the new generation, or '' to forget the queue
 * Returns the generations whose queues in RabbitMQ are to be deleted.
 */
export const RENEW = `${CONTENTS}
local garbage = KEYS[1] .. ':garbage'
local old = redis.call('HGET', KEYS[1], 'generation')
if old then redis.call('SADD', garbage, old) end
redis.call('UNLINK', unpack(contents))
if ARGV[1] == '' then
  redis.call('UNLINK', KEYS[1])
  redis.call('PUBLISH', KEYS[1] .. ':wake', 'dropped')
else
  redis.call('HSET', KEYS[1], 'generation', ARGV[1])
  redis.call('HDEL', KEYS[1], 'spilled', 'spilledBytes', 'refilled', 'missing', 'bytes', 'dedup', 'attempts', 'flushed',
    'period', 'clean')
end
return redis.call('SMEMBERS', garbage)
`;

/**
 * KEYS[1]  the queue's own hash
 * ARGV     generations whose queues are deleted
 * Returns how many.
 */
export const SWEPT = `
-- Lua passes some thousand arguments at most.
for _, generation in ipairs(ARGV) do redis.call('SREM', KEYS[1] .. ':garbage', generation) end
return #ARGV
`;

/**
 * Messages are in RabbitMQ: is that queue still the right one? Wakes those who wait.
 * KEYS[1]  the queue's own hash
 * ARGV[1]  generation that they were sent to
 * ARGV[2]  when their sending began, by the wall clock, ms
 * Returns 1, or 0 where the queue has another one: they were sent to a queue that nobody reads.
 */
export const SENT = `
if redis.call('HGET', KEYS[1], 'generation') ~= ARGV[1] then return 0 end
-- Seldom, since a write costs more than all the rest.
local FLUSHES_MS = 20000
if tonumber(ARGV[2]) - tonumber(redis.call('HGET', KEYS[1], 'flushed') or 0) > FLUSHES_MS then
  redis.call('HSET', KEYS[1], 'flushed', ARGV[2])
end
redis.call('PUBLISH', KEYS[1] .. ':wake', 'wake')
return 1
`;
