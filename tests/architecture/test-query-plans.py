#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No statement of the store costs more because there is more past: asks SQLite's plan of
each, on the schema that the scripts make.

The statements are read from the compiled stores, where every macro is resolved and none
can hide; what a source names as one must be among them, and none may put its SQL together
while it runs. A table grows unless it is named below. Of those that grow no plan may scan
one, and what is found by an index must be found by a key of few rows, or end at a LIMIT.

test-query-plans.py SOURCE-ROOT FOLDER-OF-OBJECTS"""
import pathlib
import re
import sqlite3
import sys

# As many rows as people make by hand, or fewer; what is read whole is small.
SMALL = {
    "account": "one for each person",
    "agent": "one for each person",
    "calendar": "one row",
    "known_address": "the last 16 of each person",
    "campaign": "made by hand",
    "campaign_agent": "campaigns and their people",
    "campaign_status": "campaigns and a handful of words",
    "disposition": "campaigns and a handful of words",
    "epoch": "one for each start",
    "event_head": "one row",
    "latency_bound": "868 rows, made by the schema",
    "latency_bucket": "campaigns and at most 868 buckets",
    "leadset": "made by hand",
    "recycling": "begun by hand, and forgotten by the hour once it is through",
    "retry_rule": "leadsets and a handful of outcomes",
    "script": "made by hand",
    "script_text": "saved by hand",
    "steady": "one row",
    "session": "who is signed in; what has run out goes every hour",
}
# Of a table that grows: columns of which one value has few rows.
KEYS = [{"rowid"}, {"id"}, {"seq"}, {"lead_id"}, {"call_id"}, {"phone"}, {"request"},
        {"leadset_id", "phone"}, {"upload", "n"}, {"recycling_id", "lead_id"}]
# The same, of one table: what a screen shows of it.
OWN_KEYS = {
    "counter": [{"campaign_id", "leadset_id"}, {"leadset_id", "name"}],
    "day_sum": [{"campaign_id", "name", "day"}],
    "lead_count": [{"leadset_id"}],
}
# Partial indexes of what is under way, which ends: they hold nothing of the past.
LIVE = {
    "call_live": "calls that are up",
    "call_undisposed": "calls whose agents owe the disposition",
    "lead_owned": "leads that are in a call or about to be",
}
# A part of the statement, its step, and why it may.
EXCEPTIONS = [
    ("UPDATE active_number SET until_ms = :until WHERE until_ms IS NULL",
     "SCAN active_number", "calls that are up, or were within the hour; once at a start"),
    ("DELETE FROM active_number WHERE until_ms <= :now",
     "SCAN active_number", "calls that are up, or were within the hour; every hour"),
    ("UPDATE lead SET not_before_ms = not_before_ms - (:ahead - :was)",
     "SEARCH c USING INDEX call_call_back (call_back_at_ms>?)",
     "appointments to come; when the clock was set"),
    ("UPDATE lead SET unbarred_not_before_ms = unbarred_not_before_ms - (:ahead - :was)",
     "SEARCH c USING INDEX call_call_back (call_back_at_ms>?)",
     "appointments to come; when the clock was set"),
    ("SELECT campaign_id, queued_at_ms / :quarter", "SCAN call",
     "at a start in another time zone than the last"),
    ("DELETE FROM recycling WHERE state IN (1, 3)",
     "SEARCH r USING COVERING INDEX sqlite_autoindex_recycled_lead_1 (recycling_id=?)",
     "whether there is one"),
    ("DELETE FROM recycling WHERE state IN (1, 3)",
     "SEARCH recycled_lead USING COVERING INDEX sqlite_autoindex_recycled_lead_1"
     " (recycling_id=?)", "its foreign key: there are none left"),
    ("SELECT coalesce(min(seq), 0) FROM event WHERE seq > :floor",
     "SEARCH event USING COVERING INDEX sqlite_autoindex_event_1 (seq>?)",
     "the first row of the index"),
    ("FROM day_sum WHERE campaign_id = :campaign AND name IN ('people', 'abandoned')",
     "SEARCH day_sum USING INDEX sqlite_autoindex_day_sum_1"
     " (campaign_id=? AND name=? AND day>?)", "of 30 days one row each"),
    ("FROM day_sum WHERE campaign_id = :campaign AND name IN ('people', 'talked')",
     "SEARCH day_sum USING INDEX sqlite_autoindex_day_sum_1"
     " (campaign_id=? AND name=? AND day>?)", "of 30 days one row for each agent"),
]
VERBS = "SELECT|INSERT|UPDATE|DELETE|WITH|REPLACE"
PRINTABLE = rb"[\x20-\x7e]"


def read_schema(root):
    db = sqlite3.connect(":memory:")
    for script in sorted((root / "src/daemon/store/schema").glob("*.sql")):
        db.executescript(script.read_text())
    # What a foreign key looks for is then in the plan, too.
    db.execute("PRAGMA foreign_keys = ON")
    return db


def read_statements(data):
    found = re.finditer(rb"(?<!%s)((?:%s)\s%s+)\0"
                        % (PRINTABLE, VERBS.encode(), PRINTABLE), data)
    return {match[1].decode() for match in found}


def list_stores(root, objects):
    """Of every store its statements; complains where some could be missing."""
    stores, faults = {}, []
    for source in sorted((root / "src/daemon/store").glob("*-store.c")):
        text = source.read_text()
        built = list(objects.glob(f"*{source.name}.o"))
        if len(built) != 1:
            faults.append(f"{source.name} is not built once in {objects}")
            continue
        statements = read_statements(built[0].read_bytes())
        named = re.findall(r"^static const char \w+\[\] =\s+\"(?:%s)" % VERBS, text, re.M)
        if len(named) > len(statements):
            faults.append(f"{source.name}: {len(named)} statements are written, but "
                          f"{len(statements)} different ones are built")
        for maker in re.findall(r"od_db_prepare|od_db_exec|sqlite3_\w+", text):
            faults.append(f"{source.name}: {maker}: nobody can ask the plan of SQL that "
                          "is made while the program runs")
        stores[source.name] = statements
    return stores, faults


def find_tables(db):
    return {name for (name,) in db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table'")}


def table_of(sql, name, tables):
    """What a step calls by its name in the statement; None: it is made by it."""
    real = {table for table in tables
            if re.search(rf"\b{table}\s+(?:AS\s+)?{name}\b", sql)}
    if name in tables:
        real.add(name)
    if real:
        return sorted(real, key=lambda table: table in SMALL)[0]
    made = rf"\)\s*(?:AS\s+)?{name}\b|\b{name}\s*(?:\([^)]*\))?\s+AS\s*\("
    assert re.search(made, sql), f"what is {name} in: {sql}"
    return None


def select_around(sql, at):
    """The SELECT that stands around a place, without those within it."""
    depth, begin = 0, at
    while begin > 0 and depth >= 0:
        begin -= 1
        depth += {")": 1, "(": -1}.get(sql[begin], 0)
    depth, text = 0, []
    for sign in sql[begin + (depth < 0 or sql[begin] == "("):]:
        depth += sign == "("
        depth -= sign == ")"
        if depth < 0:
            break
        if depth == 0:
            text.append(sign)
    return "".join(text)


def ends_at(limit, table, name, sql):
    """It is read under that name by a SELECT that has the limit."""
    called = rf"\s+(?:AS\s+)?{name}" if name != table else ""
    return any(re.search(limit, select_around(sql, match.start(1)))
               for match in re.finditer(rf"(?:FROM|JOIN|,)\s+({table}){called}\b", sql))


def is_narrow(step, table, sql, sorts):
    """A search of a table that grows. sorts: what is found is sorted before the limit."""
    index = re.search(r"INDEX (\w+)", step)
    if index and index[1] in LIVE:
        return True
    if "AUTOMATIC" in step:
        return False
    equal = set(re.findall(r"(\w+)=\?", step))
    if any(key <= equal for key in KEYS + OWN_KEYS.get(table, [])):
        return True
    # A turn of a long work is all from :after to :upto.
    name = step.split()[1]
    return ends_at(r"<= :upto\b", table, name, sql) \
        or (not sorts and ends_at(r"\bLIMIT\b", table, name, sql))


def judge(step, sql, tables, sorts):
    """None, or what is wrong with a step of a plan."""
    words = step.split()
    if words[0] not in ("SCAN", "SEARCH") or words[1] == "CONSTANT" \
            or not words[1].isidentifier():
        return None
    table = table_of(sql, words[1], tables)
    if table is None or table in SMALL:
        return None
    if any(part in sql and step == whole for part, whole, _ in EXCEPTIONS):
        return None
    if words[0] == "SCAN":
        return "reads all of " + table
    return None if is_narrow(step, table, sql, sorts) \
        else "reads more and more of " + table


def explain(db, sql):
    """The steps, whatever the parameters are, and whether their rows are sorted."""
    values = {name: None for name in re.findall(r":(\w+)", sql)}
    rows = db.execute("EXPLAIN QUERY PLAN " + sql, values).fetchall()
    sorting = {row[1] for row in rows if "TEMP B-TREE" in row[3]}
    return {row[3]: row[1] in sorting for row in rows}


def check_lists(db, stores, tables):
    """What is excused must still be there."""
    indexes = {name for (name,) in db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'index'")}
    every = [sql for statements in stores.values() for sql in statements]
    yield from (f"there is no table {table}" for table in SMALL if table not in tables)
    yield from (f"there is no index {index}" for index in LIVE if index not in indexes)
    for part, step, _ in EXCEPTIONS:
        if not any(part in sql and step in explain(db, sql) for sql in every):
            yield f"nobody needs the exception for “{part}”"


def main():
    root, objects = map(pathlib.Path, sys.argv[1:3])
    db = read_schema(root)
    tables = find_tables(db)
    stores, faults = list_stores(root, objects)
    for store, statements in stores.items():
        for sql in sorted(statements):
            for step, sorts in explain(db, sql).items():
                wrong = judge(step, sql, tables, sorts)
                if wrong:
                    faults.append(f"{store}: {wrong} ({step}): {sql}")
    faults += check_lists(db, stores, tables)
    print("\n".join(faults) or
          f"{sum(map(len, stores.values()))} statements of {len(stores)} stores")
    sys.exit(bool(faults))


main()
