#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a small database of every schema there ever was, as an outdiald of that time left
it when the power went: tests/daemon/store/old/make-old.py [FOLDER]

The scripts are those of src/daemon/store/schema, which are frozen; of two there is a first
edition, which lacked the statements named here. The rows are the same in every file, as
far as its schema has a place for them, and the sums are moved as the store moves them."""
import gzip
import pathlib
import sqlite3
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SCHEMA = HERE.parents[3] / "src/daemon/store/schema"
# Script: what its second edition added.
FIRST = {
    1: ["-- The abandonment ledger's windows.\n"
        "CREATE INDEX call_campaign ON call (campaign_id, queued_at_ms);\n",
        "CREATE INDEX active_number_call ON active_number (call_id);\n"],
    7: ["-- A page of a slice asks first whether the leadset has it.\n"
        "CREATE INDEX counter_leadset ON counter (leadset_id, name);\n"],
}
T0 = 1690000000000

READY, CLAIMED, DIALING, DONE, WAITING_RETRY, INTERRUPTED = range(6)
LEADS_ADDED, CALL_MOVED, CALL_DISPOSED = 0, 1, 2
CALL_STATES = "queued dialing ringing waiting bridged ended interrupted".split()
ANN, BOB = 2, 3

# campaign, leadset, status, dial state; the lead's id is its place here.
LEADS = [
    (1, 1, "NEW", READY), (1, 1, "READY", READY), (1, 1, "NEW", CLAIMED),
    (1, 1, "NEW", DIALING), (1, 1, "NEW", DIALING), (1, 2, "NEW", DIALING),
    (2, 3, "NEW", DIALING), (1, 1, "NEW", DONE), (1, 1, "NEW", DONE),
    (1, 1, "NEW", DONE), (1, 2, "NEW", DONE), (1, 2, "OLD", DONE),
    (1, 2, "NEW", DONE), (1, 1, "NEW", WAITING_RETRY), (1, 1, "NEW", INTERRUPTED),
    (2, 3, "NEW", DONE), (2, 3, "NEW", DONE), (2, 3, "NEW", DONE),
    (2, 3, "NEW", INTERRUPTED),
]
# lead, steps gone through, end reason, agent, latency in us, disposition
CALLS = [
    (4, "dialing", 0, None, None, None),
    (5, "dialing ringing", 0, None, None, None),
    (6, "dialing ringing waiting", 0, None, None, None),
    (7, "dialing ringing waiting bridged", 0, BOB, 900, None),
    (8, "dialing ringing waiting bridged ended", 1, ANN, 180, "SALE MADE"),
    (9, "dialing waiting bridged ended", 2, ANN, 9999, "ASK AGAIN"),
    (10, "dialing ringing waiting bridged ended", 1, BOB, 10000, None),
    (10, "dialing ringing waiting bridged ended", 11, ANN, 10155, "BUSY"),
    (11, "dialing ringing waiting ended", 3, None, None, None),
    (12, "dialing ringing waiting ended", 4, None, None, None),
    (13, "dialing ringing ended", 5, None, None, None),
    (14, "dialing ended", 10, None, None, None),
    (15, "dialing ringing waiting interrupted", 15, None, None, None),
    (16, "dialing ringing waiting bridged ended", 1, BOB, 41000000,
     "ANSWERING MACHINE"),
    (17, "dialing ended", 9, None, None, None),
    (18, "dialing ended", 14, None, None, None),
    (19, "dialing interrupted", 15, None, None, None),
]


def slice_of(steps, end, disposition):
    if disposition is not None:
        return disposition
    if "bridged" in steps:
        return "Null"
    if "waiting" in steps or end in (3, 4):
        return "Agent Unavailable"
    if end in (1, 2, 5, 6, 7, 8):
        return "Rejected"
    return "Connection Error" if end in (9, 10, 11, 12) else "Error"


class Old:
    """One database under way; number: the last script it has."""

    def __init__(self, path, number, firsts):
        self.db = sqlite3.connect(path, isolation_level=None)
        self.number = number
        self.seq = 0
        self.db.executescript("PRAGMA page_size = 512; PRAGMA journal_mode = WAL;"
                              "CREATE TABLE schema_version (version BIGINT NOT NULL"
                              " PRIMARY KEY, name TEXT NOT NULL)")
        for i, script in enumerate(sorted(SCHEMA.glob("*.sql"))[:number], 1):
            sql = script.read_text()
            for added in FIRST[i] if i in firsts else []:
                assert added in sql, added
                sql = sql.replace(added, "")
            self.db.executescript(sql)
            self.add("schema_version", version=i, name=script.name)

    def add(self, table, **row):
        self.db.execute(f"INSERT INTO {table} ({', '.join(row)})"
                        f" VALUES ({', '.join('?' * len(row))})", list(row.values()))

    def log(self, kind, **row):
        self.seq += 1
        self.add("event", **{"seq": self.seq, "at_ms": T0, "kind": kind, "n": 0, **row})

    def count(self, campaign, leadset, agent, name, n=1):
        totals = [(campaign, 0), (0, leadset)]
        for at in totals if self.number >= 21 else [(campaign, leadset)]:
            self.db.execute(
                "INSERT INTO counter VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
                " SET n = n + excluded.n", (*at, agent, name, n))

    def count_day(self, row, steps, agent, disposition):
        if self.number < 21 or row["ended_at_ms"] is None:
            return
        person = "bridged" in steps and disposition not in (None, "ANSWERING MACHINE")
        self.db.execute("UPDATE call SET person = ? WHERE id = ?", (person, row["id"]))
        for name, who, counts in [
                ("people", 0, person), ("talked", agent, agent),
                ("abandoned", 0, "waiting" in steps and "bridged" not in steps)]:
            if counts:
                self.db.execute(
                    "INSERT INTO day_sum VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE"
                    " SET n = n + 1", (row["campaign_id"], name,
                                       row["queued_at_ms"] // 86400000, who))

    def add_people(self):
        self.add("epoch", id=1, started_at_ms=T0)
        for i, (name, role) in enumerate([("eve", 1), ("ann", 0), ("bob", 0)], 1):
            self.add("account", id=i, name=name, role=role, password_hash="none",
                     created_at_ms=T0)
            if role == 0:
                self.add("agent", id=i, state=1, campaign_id=1, wants_ready=1)
        self.add("session", token_hash="t", account_id=ANN, created_at_ms=T0,
                 expires_at_ms=T0 * 2, sip_user="12600", sip_ha1="h")
        self.add("operation", id="op", account_id=1, request_hash="r", status=200,
                 body="{}", at_ms=T0)

    def add_campaigns(self):
        self.add("script", id=1, name="Hello", folded="hello", version=2)
        for version, text in [(1, "Hello"), (2, "Hello, again")]:
            self.add("script_text", script_id=1, version=version, text=text)
        for i, name in enumerate(["Solar", "Wind"], 1):
            self.add("campaign", id=i, name=name, folded=name.lower(), active=1,
                     script_id=1, notes="", caller_id="441902555100", multiplier_x10=10,
                     rules=0, wrap_up_ms=1000, ring_limit_ms=20000, version=3)
            self.add("campaign_status", campaign_id=i, status="NEW")
            self.add("campaign_agent", campaign_id=i, agent_id=ANN)
        for position, label in enumerate(["ASK AGAIN", "ZERO"], 1):
            if self.number < 11:
                self.add("campaign_disposition", campaign_id=1, label=label)
            else:
                self.add("disposition", campaign_id=1, label=label, position=position,
                         person=1, final=1, mended_by_edit=0, call_back=0, do_not_call=0,
                         bad_number=0)
        for i, (name, campaign) in enumerate([("Spring", 1), ("May", 1), ("June", 2)], 1):
            self.add("leadset", id=i, name=name, folded=name.lower(), description="",
                     campaign_id=campaign, active=1, version=1)

    def add_leads(self):
        for i, (_, leadset, status, state) in enumerate(LEADS, 1):
            self.add("lead", id=i, leadset_id=leadset, phone=str(441902555200 + i),
                     status=status, fields='{"Name":"Lee"}', dial_state=state,
                     owner_epoch=1 if state in (CLAIMED, DIALING) else None,
                     not_before_ms=T0 + 1 if state in (WAITING_RETRY, INTERRUPTED)
                     else None, attempts=sum(c[0] == i for c in CALLS), version=1)
        self.db.execute("INSERT INTO lead_count SELECT leadset_id, status, dial_state,"
                        " count(*) FROM lead GROUP BY 1, 2, 3")
        self.add("upload_batch", upload="u", n=1, sha256="s", leadset_id=1, added=10,
                 duplicates=0)
        self.log(LEADS_ADDED, leadset_id=1, word="u", n=10)

    def add_call(self, number, lead, steps, end, agent, latency, disposition):
        campaign, leadset = LEADS[lead - 1][:2]
        steps = steps.split()
        at = {step: T0 + 1000 * number + 10 * i for i, step in enumerate(steps, 1)}
        ended = at.get("ended", at.get("interrupted"))
        row = {"id": f"call-{number}", "epoch": 1, "campaign_id": campaign,
               "leadset_id": leadset, "lead_id": lead,
               "phone": str(441902555200 + lead), "caller_id": "441902555100",
               "agent_id": agent, "script_id": 1, "script_version": 2,
               "state": CALL_STATES.index(steps[-1]), "end_reason": end,
               "sip_code": 0, "queued_at_ms": T0 + 1000 * number,
               "ringing_at_ms": at.get("ringing"), "answered_at_ms": at.get("waiting"),
               "bridged_at_ms": at.get("bridged"), "ended_at_ms": ended,
               "latency_us": latency, "disposition": disposition,
               "disposed_at_ms": ended if disposition else None}
        if self.number >= 3 and disposition:
            row["disposition_reason"] = "so they said"
        if self.number >= 7 and ended:
            row["slice"] = slice_of(steps, end, disposition)
        self.add("call", **row)
        if ended is None or steps[-1] == "interrupted":
            self.add("active_number", phone=row["phone"], call_id=row["id"],
                     until_ms=None if ended is None else ended + 1800000)
        self.count_call(row, steps, end, agent, disposition)
        self.count_day(row, steps, agent, disposition)
        self.count_latency(campaign, latency)

    def count_call(self, row, steps, end, agent, disposition):
        at = row["campaign_id"], row["leadset_id"]
        answered, bridged = "waiting" in steps, "bridged" in steps
        over = steps[-1] in ("ended", "interrupted")
        whether = {
            "placed": True, "answered": answered, "bridged": bridged,
            "disposed": disposition is not None, "failed": over and not answered,
            "abandoned": over and answered and not bridged,
            "dropped": over and answered and (not bridged or end in (11, 12, 15)),
            "interrupted": steps[-1] == "interrupted", "now:" + steps[-1]: not over}
        for name, counts in whether.items():
            if counts:
                self.count(*at, 0, name)
        if over:
            name = "slice:" + slice_of(steps, end, disposition)
            for who in {0, agent or 0}:
                self.count(*at, who, name)
        self.log_call(row, steps, disposition)

    def log_call(self, row, steps, disposition):
        about = {"campaign_id": row["campaign_id"], "leadset_id": row["leadset_id"],
                 "lead_id": row["lead_id"], "call_id": row["id"],
                 "agent_id": row["agent_id"]}
        for was, now in zip(["queued", *steps], steps):
            self.log(CALL_MOVED, word=now, was=was, **about)
        if disposition:
            self.log(CALL_DISPOSED, word=disposition, was="Null", n=1, **about)

    def count_latency(self, campaign, latency):
        if latency is None or self.number < 8:
            return
        bounds = "latency_bucket" if self.number < 13 else "latency_bound"
        low = self.db.execute(f"SELECT max(low_us) FROM {bounds} WHERE low_us <= ?",
                              [latency]).fetchone()[0]
        if self.number < 13:
            self.db.execute("UPDATE latency_bucket SET n = n + 1,"
                            " max_us = max(max_us, ?) WHERE low_us = ?", [latency, low])
        else:
            self.db.execute("INSERT INTO latency_bucket VALUES (?, ?, 1, ?)"
                            " ON CONFLICT DO UPDATE SET n = n + 1,"
                            " max_us = max(max_us, excluded.max_us)",
                            [campaign, low, latency])

    def add_later(self):
        if self.number >= 2:
            self.add("lead_history", lead_id=1, field="status", was="OLD", now="NEW",
                     account_id=1, at_ms=T0)
        if self.number >= 6:
            words = ({"busy": 1, "machine": 1} if self.number < 11 else
                     {"dispositions": "\nBUSY\nANSWERING MACHINE\n"})
            self.add("recycling", leadset_id=2, request="q", request_hash="h", state=0,
                     status="AGAIN", ends=32, max_attempts=3, ended_before_ms=T0 * 2,
                     after=11, n=1, n_back=0, **words)
            self.add("recycled_lead", recycling_id=1, lead_id=11, was="NEW", version=1,
                     attempts=1)
        if self.number >= 9:
            self.add("script", id=2, name="Gone", folded=" 2", version=1,
                     deleted_at_ms=T0)
        if self.number >= 10:
            self.add("retry_rule", leadset_id=1, outcome="busy", delay_ms=60000,
                     max_attempts=3)
        if self.number >= 12:
            self.db.execute("UPDATE event_head SET seq = ?", [self.seq])

    def fill(self):
        self.db.execute("BEGIN")
        self.add_people()
        self.add_campaigns()
        self.add_leads()
        for number, call in enumerate(CALLS, 1):
            self.add_call(number, *call)
        self.add_later()
        self.db.execute("COMMIT")
        self.db.execute("VACUUM")
        self.db.close()


def make(folder, name, number, firsts):
    with tempfile.TemporaryDirectory() as scratch:
        path = pathlib.Path(scratch) / "outdial.db"
        Old(path, number, firsts).fill()
        data = gzip.compress(path.read_bytes(), mtime=0)
    (folder / (name + ".db.gz")).write_bytes(data)


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    # All that came after a first edition was run on files of it, too; the last stands
    # for those.
    make(folder, "001-first", 1, [1])
    make(folder, "007-first", 7, [7])
    make(folder, "013-of-firsts", 13, [1, 7])
    for number in range(1, 26):
        make(folder, f"{number:03}", number, [])


main()
