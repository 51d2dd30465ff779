"""Each operation of the SQLite back end is one statement, and so one transaction: nothing is left half done."""

from __future__ import annotations

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
)

_GENERATION = "COALESCE((SELECT generation FROM people WHERE people.owner = deliveries.owner), 0)"
_ROW = f"id, owner, place, COALESCE(value, x''), attempt, {_GENERATION}"

# A key whose row has expired is taken over by the new row.
RECORD = f"""
    INSERT INTO deliveries (key, id, owner, place, state, attempt, recorded, leased, expires, value)
    VALUES (:key, :id, :owner, :place, 'running', 1, :now, :leased, :expires, :value)
    ON CONFLICT (key) DO UPDATE SET
        id = excluded.id, owner = excluded.owner, place = excluded.place, state = excluded.state, attempt = 1,
        recorded = excluded.recorded, leased = excluded.leased, expires = excluded.expires, value = excluded.value
        WHERE deliveries.expires <= :now
    RETURNING {_GENERATION}"""  # noqa: S608 - composed of the constants above

FIND = f"SELECT state, {_ROW} FROM deliveries WHERE id = :id AND expires > :now"  # noqa: S608

ASK = """
    UPDATE deliveries SET state = 'asking', value = :value, leased = :leased, expires = :expires
    WHERE id = :id AND state <> 'done' AND expires > :now"""

WAIT = """
    UPDATE deliveries SET state = 'waiting', leased = NULL
    WHERE id = :id AND state = 'asking' AND expires > :now"""

_RESUMABLE = """owner = :owner AND (:place IS NULL OR place = :place)
    AND state IN ('asking', 'waiting') AND expires > :now"""

RESUME = f"""
    UPDATE deliveries SET state = 'running', leased = :leased
    WHERE id = :id AND {_RESUMABLE}
    RETURNING {_ROW}"""  # noqa: S608

WAITING = f"SELECT {_ROW} FROM deliveries WHERE {_RESUMABLE} ORDER BY recorded DESC"  # noqa: S608

RENEW = "UPDATE deliveries SET leased = :leased WHERE id = :id AND leased IS NOT NULL AND expires > :now"

DONE = "UPDATE deliveries SET state = 'done', leased = NULL, value = NULL WHERE id = :id"

# Only running and asking rows have a lease. The write lock is held from the start: no two processes see the same rows.
ORPHANS = f"""
    UPDATE deliveries SET state = 'running', attempt = attempt + 1, leased = :leased
    WHERE id IN (SELECT id FROM deliveries WHERE leased <= :now AND expires > :now ORDER BY leased LIMIT :limit)
    RETURNING {_ROW}"""  # noqa: S608

TOKENS = "SELECT generation, value FROM people WHERE owner = :owner"

KEEP_TOKENS = """
    INSERT INTO people (owner, generation, value) SELECT :owner, :generation, :value
    WHERE :generation = COALESCE((SELECT generation FROM people WHERE owner = :owner), 0)
    ON CONFLICT (owner) DO UPDATE SET value = excluded.value
    RETURNING generation"""

DROP_TOKENS = """
    INSERT INTO people (owner, generation) VALUES (:owner, 1)
    ON CONFLICT (owner) DO UPDATE SET generation = generation + 1, value = NULL
    RETURNING generation"""

PUT = """
    INSERT INTO items (name, key, expires, value) VALUES (:name, :key, :expires, :value)
    ON CONFLICT (name, key) DO UPDATE SET expires = excluded.expires, value = excluded.value
        WHERE items.expires <= :now
    RETURNING 1"""

GET = "SELECT value FROM items WHERE name = :name AND key = :key AND expires > :now"

# An expired item is left to the sweep.
TAKE = "DELETE FROM items WHERE name = :name AND key = :key AND expires > :now RETURNING value"

SWEEP = (
    "DELETE FROM deliveries WHERE expires <= :now RETURNING 1",
    "DELETE FROM items WHERE expires <= :now RETURNING 1",
)

PING = "SELECT 1 FROM people LIMIT 1"
