"""Each operation of the SQLite back end is one statement, and so all or nothing."""

from __future__ import annotations

from bot.storage.rows import LONGEST_DELAY, LONGEST_LEASE, NOBODY, STEP

MOST_DONE = 20_000
"""Answered messages that a sweep leaves: the file grows with people, not with what they ask. Teams delivers a
message again within minutes, if at all."""

# One entry for each `PRAGMA user_version`: a file of version n lacks the entries from n on. Never edit one; add one.
MIGRATIONS = (
    (
        """CREATE TABLE deliveries (
            key TEXT PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            owner TEXT NOT NULL,
            place TEXT NOT NULL,
            state TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            recorded REAL NOT NULL,
            leased REAL,
            expires REAL NOT NULL,
            value BLOB
        )""",
        "CREATE INDEX deliveries_leased ON deliveries (leased) WHERE leased IS NOT NULL",
        "CREATE INDEX deliveries_resumable ON deliveries (owner) WHERE state IN ('asking', 'waiting')",
        "CREATE INDEX deliveries_expires ON deliveries (expires)",
        """CREATE TABLE people (
            owner TEXT PRIMARY KEY,
            generation INTEGER NOT NULL,
            value BLOB
        )""",
        """CREATE TABLE items (
            name TEXT NOT NULL,
            key TEXT NOT NULL,
            expires REAL NOT NULL,
            value BLOB NOT NULL,
            PRIMARY KEY (name, key)
        )""",
        "CREATE INDEX items_expires ON items (expires)",
    ),
    (
        # What the release before held has an unknown holder: its leases, on another clock, count as run out.
        "ALTER TABLE deliveries ADD COLUMN holder TEXT NOT NULL DEFAULT 'before'",
        "ALTER TABLE deliveries RENAME COLUMN place TO conversation",
        "CREATE TABLE secrets (added INTEGER PRIMARY KEY, value BLOB NOT NULL)",
    ),
)

SECRETS = "SELECT value FROM secrets ORDER BY added"
ADD_SECRET = "INSERT INTO secrets (value) VALUES (:value)"  # noqa: S105
REPLACE_SECRET = "UPDATE secrets SET value = :after WHERE value = :before"  # noqa: S105
KEYED = (
    "UPDATE deliveries SET owner = keyed(owner), conversation = keyed(conversation)",
    "UPDATE people SET owner = keyed(owner)",
)

_GENERATION = "COALESCE((SELECT generation FROM people WHERE people.owner = deliveries.owner), 0)"
_ROW = f"id, owner, conversation, COALESCE(value, x''), attempt, {_GENERATION}"

# A key whose row has expired is taken over by the new row.
RECORD = f"""
    INSERT INTO deliveries (key, id, owner, conversation, state, attempt, recorded, holder, leased, expires, value)
    VALUES (:key, :id, :owner, :conversation, 'running', 1, :wall, :holder, :until, :expires, :value)
    ON CONFLICT (key) DO UPDATE SET
        id = excluded.id, owner = excluded.owner, conversation = excluded.conversation, state = excluded.state,
        attempt = 1, recorded = excluded.recorded, holder = excluded.holder, leased = excluded.leased,
        expires = excluded.expires, value = excluded.value
        WHERE deliveries.expires <= :wall
    RETURNING {_GENERATION}"""  # noqa: S608 - composed of the constants above

FIND = f"SELECT state, {_ROW} FROM deliveries WHERE id = :id AND expires > :wall"  # noqa: S608

AWAIT_SIGN_IN = """
    UPDATE deliveries SET state = 'asking', value = :value, holder = :holder, leased = :until, expires = :expires
    WHERE id = :id AND state <> 'done' AND (holder = :holder OR leased IS NULL) AND expires > :wall
    RETURNING 1"""

SIGN_IN_OFFERED = """
    UPDATE deliveries SET state = 'waiting', leased = NULL
    WHERE id = :id AND state = 'asking' AND expires > :wall"""

_RESUMABLE = """owner = :owner AND (:conversation IS NULL OR conversation = :conversation)
    AND state IN ('asking', 'waiting') AND expires > :wall"""

RESUME = f"""
    UPDATE deliveries SET state = 'running', holder = :holder, leased = :until, expires = MAX(expires, :expires)
    WHERE id = :id AND {_RESUMABLE}
    RETURNING {_ROW}"""  # noqa: S608

WAITING = f"SELECT {_ROW} FROM deliveries WHERE {_RESUMABLE} ORDER BY recorded DESC"  # noqa: S608

RENEW = """
    UPDATE deliveries SET leased = :until
    WHERE id IN (SELECT value FROM json_each(:ids)) AND holder = :holder AND leased IS NOT NULL AND expires > :wall
    RETURNING id"""

POSTPONE = f"""
    UPDATE deliveries SET holder = '{NOBODY}', leased = :due, value = :value
    WHERE id = :id AND holder = :holder AND leased IS NOT NULL AND expires > :wall
    RETURNING 1"""  # noqa: S608

LET_GO = f"UPDATE deliveries SET holder = '{NOBODY}', leased = :tick WHERE holder = :holder AND leased IS NOT NULL"  # noqa: S608

DONE = "UPDATE deliveries SET state = 'done', leased = NULL, value = NULL WHERE id = :id"

# What ends absurdly late was written under another clock (another boot, or the release before), and has ended.
_ENDED = f"""(leased <= :tick OR leased > :tick + CASE holder WHEN '{NOBODY}' THEN {LONGEST_DELAY}
    ELSE {LONGEST_LEASE} END)"""

# The write lock is held from the start: no two processes see the same rows.
TAKE_OVER = f"""
    UPDATE deliveries SET
        state = 'running', attempt = attempt + (holder <> '{NOBODY}'), holder = :holder, leased = :until
    WHERE id IN (
        SELECT id FROM deliveries WHERE leased IS NOT NULL AND {_ENDED} AND expires > :wall
            AND id NOT IN (SELECT value FROM json_each(:at_work))
        ORDER BY leased LIMIT :limit)
    RETURNING {_ROW}"""  # noqa: S608

TOKENS = "SELECT generation, value FROM people WHERE owner = :owner"

KEEP_TOKENS = """
    INSERT INTO people (owner, generation, value) SELECT :owner, :generation, :value
    WHERE :generation = COALESCE((SELECT generation FROM people WHERE owner = :owner), 0)
        AND :before IN (x'', (SELECT value FROM people WHERE owner = :owner))
    ON CONFLICT (owner) DO UPDATE SET value = excluded.value
    RETURNING generation"""

DROP_TOKENS = """
    INSERT INTO people (owner, generation) VALUES (:owner, 1)
    ON CONFLICT (owner) DO UPDATE SET generation = generation + 1, value = NULL
    RETURNING generation"""

REPLACE = """
    INSERT INTO items (name, key, expires, value) VALUES (:name, :key, :expires, :value)
    ON CONFLICT (name, key) DO UPDATE SET expires = excluded.expires, value = excluded.value"""

PUT = f"{REPLACE} WHERE items.expires <= :wall RETURNING 1"

GET = "SELECT value FROM items WHERE name = :name AND key = :key AND expires > :wall"

# An expired item is left to the sweep.
TAKE = "DELETE FROM items WHERE name = :name AND key = :key AND expires > :wall RETURNING value"

SWEEP = (
    *(
        f"""DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM {table} WHERE expires <= :wall LIMIT {STEP})
        RETURNING 1"""  # noqa: S608
        for table in ("deliveries", "items")
    ),
    f"""DELETE FROM deliveries WHERE rowid IN (
        SELECT rowid FROM deliveries
        WHERE state = 'done' AND rowid <= (SELECT MAX(rowid) FROM deliveries) - {MOST_DONE} LIMIT {STEP})
    RETURNING 1""",  # noqa: S608
)


PING = "SELECT 1 FROM people LIMIT 1"

# It is over at once: the sweep takes it away.
TRY_TO_WRITE = """
    INSERT INTO items (name, key, expires, value) VALUES ('ping', 'ping', 0, randomblob(8))
    ON CONFLICT (name, key) DO UPDATE SET value = excluded.value RETURNING 1"""
