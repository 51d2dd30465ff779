"""Each operation of the Redis back end is one script, and so all or nothing; time is the server's alone.

| key, after the prefix | what | lives |
|---|---|---|
| `store` | the name of this store; a script for another one is refused | for good |
| `base` | where generations begin: they never begin again where a store was emptied | for good |
| `secrets` | list: what names are hashed with, encrypted | for good |
| `d:<id>`, `k:<key>` | hash: a command on record; its id by the delivery's key | as long as it counts |
| `o:<owner>` | sorted set: the owner's commands that wait for a sign-in, by when they were recorded | as they do |
| `leases` | sorted set: ids by the millisecond at which they are due | |
| `p:<owner>` | hash: generation and tokens | for good |
| `i:<table>:<key>` | an item | as it says |

All keys share a hash tag: a managed Redis that is several machines behind one address keeps them together.
"""

from __future__ import annotations

import hashlib

from bot.model.values import value
from bot.storage.rows import LONGEST_DELAY, NOBODY

PREFIX = "{appointment-link}:"
STORE = f"{PREFIX}store"  # the one key that is named to the server; the scripts make the others' names
REPLACED = "REPLACED"
EVICTS_NOTHING = "noeviction"  # the maxmemory-policy under which a full server loses nothing

_COMMON = f"""
local P = '{PREFIX}'
local call = redis.call
local NOBODY, LONGEST_DELAY = '{NOBODY}', {int(LONGEST_DELAY * 1000)}
local function generation(owner)
  return (tonumber(call('GET', P..'base')) or 0) + (tonumber(call('HGET', P..'p:'..owner, 'generation')) or 0)
end
local function is_resumable(state) return state == 'asking' or state == 'waiting' end
"""

_TIMED = """
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
"""

_CHECKED = f"""
if call('GET', KEYS[1]) ~= ARGV[1] then return redis.error_reply('{REPLACED} by another store') end
{_TIMED}
local function row(id)
  local held = call('HMGET', P..'d:'..id, 'owner', 'conversation', 'value', 'attempt')
  return {{id, held[1], held[2], held[3] or '', tonumber(held[4]), generation(held[1])}}
end
"""


@value
class Script:
    """A script, and the name by which the server knows it."""

    text: str
    sha: str


def _anywhere(body: str) -> Script:
    """For any store, whatever it is called."""
    text = _COMMON + body
    return Script(text, hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest())


def _timed(body: str) -> Script:
    """The same, with the server's time."""
    return _anywhere(_TIMED + body)


def _here(body: str) -> Script:
    """For the store that we know; its name is the first argument."""
    return _anywhere(_CHECKED + body)


def milliseconds(seconds: float) -> int:
    """As scripts take a time to live or to wait; one at the least, since Redis refuses 0."""
    return max(1, round(seconds * 1000))


# Arguments: what it would be called, what we knew it as ('' when we knew none), and the base of that one.
BEGIN = _anywhere("""
local id = call('GET', KEYS[1])
if not id then
  id = ARGV[1]
  call('SET', KEYS[1], id)
end
local base = tonumber(call('GET', P..'base')) or 0
if ARGV[2] ~= '' and ARGV[2] ~= id and base <= tonumber(ARGV[3]) then
  base = tonumber(ARGV[3]) + 1000000
  call('SET', P..'base', base)
end
return {id, base}
""")

SECRETS = _anywhere("return call('LRANGE', P..'secrets', 0, -1)")

ADD_SECRET = _anywhere("return call('RPUSH', P..'secrets', ARGV[1])")

REPLACE_SECRET = _anywhere("""
local replaced = 0
for at, held in ipairs(call('LRANGE', P..'secrets', 0, -1)) do
  if held == ARGV[1] then
    call('LSET', P..'secrets', at - 1, ARGV[2])
    replaced = 1
  end
end
return replaced
""")

# A repetition of the same attempt, whose answer was lost on its way, hears what the first one should have.
RECORD = _here("""
local key, id, owner, conversation, value, holder, lease, keep = unpack(ARGV, 2)
local before = call('GET', P..'k:'..key)
if before and before ~= id then return false end
if not before then
  call('SET', P..'k:'..key, id, 'PX', keep)
  call('HSET', P..'d:'..id, 'key', key, 'owner', owner, 'conversation', conversation, 'state', 'running',
    'attempt', 1, 'recorded', now, 'holder', holder, 'value', value)
  call('PEXPIRE', P..'d:'..id, keep)
  call('ZADD', P..'leases', now + lease, id)
end
return generation(owner)
""")

FIND = _here("""
local state = call('HGET', P..'d:'..ARGV[2], 'state')
return state and {state, row(ARGV[2])}
""")

AWAIT_SIGN_IN = _here("""
local id, value, holder, lease, keep = unpack(ARGV, 2)
local d = P..'d:'..id
local held = call('HMGET', d, 'state', 'holder', 'key', 'owner', 'recorded')
if not held[1] or held[1] == 'done' then return 0 end
if call('ZSCORE', P..'leases', id) and held[2] ~= holder then return 0 end
call('HSET', d, 'state', 'asking', 'holder', holder, 'value', value)
call('PEXPIRE', d, keep)
call('PEXPIRE', P..'k:'..held[3], keep)
call('ZADD', P..'leases', now + lease, id)
local mine = P..'o:'..held[4]
call('ZADD', mine, held[5], id)
if call('PTTL', mine) < tonumber(keep) then call('PEXPIRE', mine, keep) end
return 1
""")

SIGN_IN_OFFERED = _here("""
local d = P..'d:'..ARGV[2]
if call('HGET', d, 'state') ~= 'asking' then return 0 end
call('HSET', d, 'state', 'waiting')
return call('ZREM', P..'leases', ARGV[2])
""")

RESUME = _here("""
local id, owner, conversation, holder, lease, keep = unpack(ARGV, 2)
local d = P..'d:'..id
local held = call('HMGET', d, 'state', 'owner', 'conversation', 'key')
if not is_resumable(held[1]) or held[2] ~= owner then return false end
if conversation ~= '' and held[3] ~= conversation then return false end
call('HSET', d, 'state', 'running', 'holder', holder)
for _, kept in ipairs({d, P..'k:'..held[4]}) do
  if call('PTTL', kept) < tonumber(keep) then call('PEXPIRE', kept, keep) end
end
call('ZADD', P..'leases', now + lease, id)
call('ZREM', P..'o:'..owner, id)
return row(id)
""")

WAITING = _here("""
local owner, conversation = ARGV[2], ARGV[3]
local found = {}
for _, id in ipairs(call('ZREVRANGE', P..'o:'..owner, 0, -1)) do
  local held = call('HMGET', P..'d:'..id, 'state', 'conversation')
  if not is_resumable(held[1]) then
    call('ZREM', P..'o:'..owner, id)
  elseif conversation == '' or held[2] == conversation then
    found[#found + 1] = row(id)
  end
end
return found
""")

RENEW = _here("""
local held = {}
for at = 4, #ARGV do
  local id = ARGV[at]
  if call('HGET', P..'d:'..id, 'holder') == ARGV[2] and call('ZSCORE', P..'leases', id) then
    call('ZADD', P..'leases', now + ARGV[3], id)
    held[#held + 1] = id
  end
end
return held
""")

POSTPONE = _here("""
local id, value, holder, delay = unpack(ARGV, 2)
local d = P..'d:'..id
if call('HGET', d, 'holder') ~= holder or not call('ZSCORE', P..'leases', id) then return 0 end
call('HSET', d, 'holder', NOBODY, 'value', value)
call('ZADD', P..'leases', now + delay, id)
return 1
""")

LET_GO = _here("""
for _, id in ipairs(call('ZRANGE', P..'leases', 0, -1)) do
  if call('HGET', P..'d:'..id, 'holder') == ARGV[2] then
    call('HSET', P..'d:'..id, 'holder', NOBODY)
    call('ZADD', P..'leases', now, id)
  end
end
return 0
""")

DONE = _here("""
local d = P..'d:'..ARGV[2]
local owner = call('HGET', d, 'owner')
if not owner then return 0 end
call('HSET', d, 'state', 'done')
call('HDEL', d, 'value', 'holder', 'recorded')
call('ZREM', P..'leases', ARGV[2])
call('ZREM', P..'o:'..owner, ARGV[2])
return 1
""")

# Unless `all`, only what nobody holds. What is due absurdly late was written before somebody put the server's clock
# back, and is due.
TAKE_OVER = _here("""
local holder, lease, limit, all = ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5] == '1'
local at_work, found = {}, {}
for at = 6, #ARGV do at_work[ARGV[at]] = true end
local function take(id)
  if at_work[id] or #found >= limit then return end
  local d = P..'d:'..id
  local held = call('HMGET', d, 'owner', 'holder')
  if not held[1] then
    call('ZREM', P..'leases', id)
    return
  end
  if held[2] ~= NOBODY then
    if not all then return end
    call('HINCRBY', d, 'attempt', 1)
  end
  call('HSET', d, 'state', 'running', 'holder', holder)
  call('ZADD', P..'leases', now + lease, id)
  call('ZREM', P..'o:'..held[1], id)
  found[#found + 1] = row(id)
end
for _, span in ipairs({{'-inf', now}, {now + LONGEST_DELAY, '+inf'}}) do
  for _, id in ipairs(call('ZRANGEBYSCORE', P..'leases', span[1], span[2], 'LIMIT', 0, limit + #ARGV)) do take(id) end
end
return found
""")

TOKENS = _here("return {generation(ARGV[2]), call('HGET', P..'p:'..ARGV[2], 'value')}")

# A value that is there already was put by an attempt whose answer was lost.
KEEP_TOKENS = _here("""
if generation(ARGV[2]) ~= tonumber(ARGV[4]) then return 0 end
local held = ARGV[5] ~= '' and call('HGET', P..'p:'..ARGV[2], 'value')
if ARGV[5] ~= '' and held ~= ARGV[5] and held ~= ARGV[3] then return 0 end
call('HSET', P..'p:'..ARGV[2], 'value', ARGV[3])
return 1
""")

DROP_TOKENS = _here("""
call('HDEL', P..'p:'..ARGV[2], 'value')
call('HINCRBY', P..'p:'..ARGV[2], 'generation', 1)
return generation(ARGV[2])
""")

# The value tells one attempt from another: no two encryptions are alike.
PUT = _here("""
local item, value = P..'i:'..ARGV[2]..':'..ARGV[3], ARGV[4]
if call('SET', item, value, 'NX', 'PX', ARGV[5]) or call('GET', item) == value then return 1 end
return 0
""")

REPLACE = _here("return call('SET', P..'i:'..ARGV[2]..':'..ARGV[3], ARGV[4], 'PX', ARGV[5])")

GET = _here("return call('GET', P..'i:'..ARGV[2]..':'..ARGV[3])")

TAKE = _here("""
local item = P..'i:'..ARGV[2]..':'..ARGV[3]
local value = call('GET', item)
call('DEL', item)
return value
""")

# A write, so that a full, read-only or stuck server is noticed.
PING = _here("return call('SET', P..'ping', 1, 'PX', 1000)")

# -- for whoever looks after the store

# A person, a record or an item, by its whole key.
DESCRIBE = _timed("""
local key = ARGV[1]
local kind = string.sub(key, #P + 1, #P + 2)
if kind == 'p:' then return {generation(string.sub(key, #P + 3)), call('HGET', key, 'value')} end
local left = call('PTTL', key)
if left < 0 then return false end
if kind == 'i:' then return {call('GET', key), left} end
local held = call('HMGET', key, 'key', 'owner', 'conversation', 'state', 'attempt', 'holder', 'value', 'recorded')
local due = call('ZSCORE', P..'leases', string.sub(key, #P + 3))
return {held[1], held[2], held[3], held[4], held[5], held[6] or '', held[7] or '', now - (held[8] or now), left,
  due and due - now}
""")

ADD_PERSON = _anywhere("""
local p = P..'p:'..ARGV[1]
if call('EXISTS', p) == 1 then return 0 end
call('HSET', p, 'generation', math.max(0, ARGV[2] - (tonumber(call('GET', P..'base')) or 0)))
if ARGV[3] ~= '' then call('HSET', p, 'value', ARGV[3]) end
return 1
""")

ADD_RECORD = _timed("""
local key, id, owner, conversation, state, attempt, holder, value, age, left, due = unpack(ARGV)
if not call('SET', P..'k:'..key, id, 'NX', 'PX', left) then return 0 end
local d = P..'d:'..id
call('HSET', d, 'key', key, 'owner', owner, 'conversation', conversation, 'state', state, 'attempt', attempt)
if state ~= 'done' then call('HSET', d, 'recorded', now - age, 'holder', holder, 'value', value) end
call('PEXPIRE', d, left)
if due ~= '' then call('ZADD', P..'leases', now + due, id) end
if is_resumable(state) then
  local mine = P..'o:'..owner
  call('ZADD', mine, now - age, id)
  if call('PTTL', mine) < tonumber(left) then call('PEXPIRE', mine, left) end
end
return 1
""")

ADD_ITEM = _anywhere("""
return call('SET', P..'i:'..ARGV[1]..':'..ARGV[2], ARGV[3], 'NX', 'PX', ARGV[4]) and 1 or 0
""")

# Another value in the place of the one that is known, whatever holds it.
PUT_IN = _anywhere("""
local key, before, after = unpack(ARGV)
if call('TYPE', key)['ok'] == 'hash' then
  if call('HGET', key, 'value') ~= before then return 0 end
  call('HSET', key, 'value', after)
  return 1
end
if call('GET', key) ~= before then return 0 end
call('SET', key, after, 'PX', call('PTTL', key))
return 1
""")

REMOVE_RECORD = _anywhere("""
local d = P..'d:'..ARGV[1]
local held = call('HMGET', d, 'key', 'owner')
if not held[1] then return 0 end
call('ZREM', P..'leases', ARGV[1])
call('ZREM', P..'o:'..held[2], ARGV[1])
return call('DEL', d, P..'k:'..held[1])
""")

REMOVE_ITEM = _anywhere("return call('DEL', P..'i:'..ARGV[1]..':'..ARGV[2])")
