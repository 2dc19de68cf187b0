#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo: a contact centre on this machine, dialing. Started by data/demo/run."""
import argparse
import json
import pathlib
import random
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import rig as rigs  # noqa: E402
import tour  # noqa: E402

DRAIN_S = 45
NAMES = ("Ada", "Ben", "Cleo", "Dai", "Eve", "Finn", "Gwen", "Hugo", "Ida", "Jon")
TOWNS = ("London", "Leeds", "Cardiff", "Derry", "Perth", "Truro")


def say(text):
    print(text, flush=True)


def write_leads(path, count, seed):
    """Leads of the demo's town: every number begins with 4420."""
    draw = random.Random(seed)
    with open(path, "w", encoding="utf-8") as file:
        file.write("Phone,Status,First Name,City\n")
        for i in range(count):
            file.write(f"4420{i:08d},Ready,{draw.choice(NAMES)},{draw.choice(TOWNS)}\n")


def set_up(rig, options):
    say("demo: starting the pretend carrier and outdiald")
    rig.add_user(rigs.SUPERVISOR, "supervisor")
    agents = rig.add_agents(options.agents)
    if not options.headless:
        rig.add_user(tour.AGENT, "agent")
    rig.start_carrier("--seed", str(options.seed))
    rig.write_config()
    rig.start_daemon()
    script = rig.api.call("POST", "/v1/scripts", {
        "name": "Demo", "text": "Good day, this is the Outdial demo. May I ask …"})
    campaign = rig.api.call("POST", "/v1/campaigns", {
        "name": "Demo", "caller_id": "442079460000", "calling_rules": "TEST",
        "source_statuses": ["READY"], "script": script["id"],
        "wrap_up_ms": 2000 if options.headless else 5000})
    ids = [a["id"] for a in rig.api.call("GET", "/v1/agents")["agents"]]
    rig.api.call("PUT", f"/v1/campaigns/{campaign['id']}/agents", {"agents": ids})
    rig.api.call("POST", "/v1/leadsets", {"name": "Demo", "campaign": campaign["id"]})
    leads = rig.folder / "leads.csv"
    write_leads(leads, 1000 + options.agents * options.seconds, options.seed)
    done = rig.import_leads("Demo", leads, "--start-row", "2", "--map", "Phone=1",
                            "--map", "Status=2", "--map", "First Name=3", "--map",
                            "City=4")
    say(f"demo: {done['uploaded']} leads imported")
    return campaign["id"], agents


def first_invite(rig):
    return any(line["event"] == "invite" for line in rig.carrier_log())


def dial(rig, campaign, agents, options):
    say(f"demo: {options.agents} agents sign in")
    rig.start_robots(agents, campaign, "--talk", "3000-8000", "--seed", str(options.seed))
    rig.api.call("PUT", f"/v1/campaigns/{campaign}/state", {"active": True})
    rigs.wait_for(lambda: alive(rig) and first_invite(rig), 30, "the first call")
    if not options.headless:
        show_windows(rig, options)
        rig.api.call("PUT", f"/v1/campaigns/{campaign}/state", {"active": False})
        return
    end = time.monotonic() + options.seconds
    while time.monotonic() < end and alive(rig):
        time.sleep(min(5, max(0.0, end - time.monotonic())))
        progress(rig, campaign, end)
    rig.api.call("PUT", f"/v1/campaigns/{campaign}/state", {"active": False})


def show_windows(rig, options):
    if options.screenshots:
        tour.photograph(rig, options.screenshots, options.size, options.text,
                        ["light", "dark"] if options.dark else ["light"])
        return
    say("demo: two windows open: a supervisor's and an agent's. Close both, or press"
        " Ctrl+C, to end")
    tour.stay_open(rig, alive)


def alive(rig):
    for name, process in rig.processes.items():
        if process.poll() is not None:
            raise rigs.Failed(f"{name} has ended: {rig.last_words(name)}")
    return True


def progress(rig, campaign, end):
    calls = rig.api.call("GET", f"/v1/campaigns/{campaign}/statistics")["calls"]
    tiles = rig.api.call("GET", "/v1/statistics/dashboard")["agents"]
    say(f"demo: {max(0, end - time.monotonic()):3.0f} s left · placed {calls['placed']}"
        f" · talking {calls['bridged_now']} · ringing {calls['dialing']}"
        f" · disposed {calls['disposed']} · agents ready {tiles['waiting']}"
        f"/{tiles['logged_in']}")


def drain(rig, campaign):
    say("demo: no new calls; those under way end")

    def quiet():
        calls = rig.api.call("GET", f"/v1/campaigns/{campaign}/statistics")["calls"]
        return calls["in_progress"] == 0 and calls["disposed"] == calls["bridged"]
    rigs.wait_for(quiet, DRAIN_S, "the last calls to end and to be disposed of", 0.2)


def leads_that_left(rig):
    """How many hung up by themselves before anybody could have been there. The server
    counts them as abandoned, to be careful; nobody kept them waiting."""
    return sum(rig.api.call("GET", f"/v1/calls/{call}")["bridged_at_ms"] is None
               for call in rigs.hung_up_first(rig.carrier_log()))


def report_of(rig, campaign):
    board = rig.api.call("GET", f"/v1/campaigns/{campaign}/statistics")
    calls = board["calls"]
    report = {name: calls[name] for name in
              ("placed", "answered", "bridged", "disposed", "abandoned", "failed")}
    report["left"] = leads_that_left(rig)
    report["abandoned"] -= report["left"]
    report["answer_to_agent_ms"] = board["answer_to_agent_ms"]
    report["pie"] = {s["disposition"]: s["count"] for s in board["pie"]}
    return report


def check(rig, report):
    """The carrier's own log is the judge of what we say, then the agents' own."""
    carrier = rigs.count_carrier(rig.carrier_log())
    carrier["failed"] = carrier["placed"] - carrier["answered"]
    carrier["abandoned"] = carrier["answered"] - report["bridged"] - report["left"]
    agents = {line["call"] for line in rig.robot_log() if line["event"] == "saved"}
    wrong = [f"{name}: we say {report[name]}, the carrier {carrier[name]}"
             for name in carrier if carrier[name] != report[name]]
    if len(agents) != report["disposed"]:
        wrong.append(f"{report['disposed']} disposed, but agents saved {len(agents)}")
    if report["bridged"] != report["disposed"]:
        wrong.append(f"bridged {report['bridged']} but disposed {report['disposed']}")
    if sum(report["pie"].values()) != report["placed"]:
        wrong.append("the pie does not add up to the calls placed")
    doubled = rigs.overlapping_calls(rig.carrier_log())
    if doubled:
        wrong.append(f"{len(doubled)} numbers were in two calls at once")
    if report["bridged"] == 0:
        wrong.append("nobody was connected")
    return wrong


def show(report):
    latency = report["answer_to_agent_ms"]
    say("demo: report")
    for name in ("placed", "answered", "bridged", "disposed", "abandoned", "left",
                 "failed"):
        say(f"  {name:10} {report[name]:6}"
            + (" (hung up the moment they answered)" if name == "left" else ""))
    say("  answer to agent, ms: " + ", ".join(
        f"{k} {'–' if latency[k] is None else round(latency[k], 1)}" for k in
        ("n", "p50", "p95", "p99", "max")))


def parse():
    """data/demo/run has checked the words and tells of them."""
    parser = argparse.ArgumentParser(prog="data/demo/run")
    parser.add_argument("--headless", action="store_true")
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--size", default="1400x900")
    parser.add_argument("--text", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--agents", type=int, default=3)
    parser.add_argument("--report", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true")
    return parser.parse_args()


def main():
    options = parse()
    if options.screenshots:
        import screen  # it may begin again under the system's python
        if screen.is_new_gtk():
            print(f"demo: no pictures: {screen.NO_PLACES}", file=sys.stderr)
            return 1
    with rigs.Rig(keep=options.keep) as rig:
        campaign, agents = set_up(rig, options)
        dial(rig, campaign, agents, options)
        if options.headless:
            drain(rig, campaign)
        rig.stop("robots", limit=30)
        report = report_of(rig, campaign)
        rig.stop("outdiald")
        rig.stop("carrier")
        wrong = check(rig, report) if options.headless else []
        show(report)
        if options.keep:
            say(f"demo: everything is in {rig.folder}")
    if options.report:
        options.report.write_text(json.dumps(report, indent=2) + "\n")
    for sentence in wrong:
        say(f"demo: WRONG: {sentence}")
    return 1 if wrong else 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
    try:
        sys.exit(main())
    except (rigs.Failed, rigs.Refused, OSError, subprocess.CalledProcessError) as failed:
        print(f"demo: {failed}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
