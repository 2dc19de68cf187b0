# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole contact centre on loopback: pretend carrier, outdiald, robots.

The demo and the journeys are written with this. Everything lives in one folder; every
process dies with the rig. Ports are chosen by the system, so rigs do not meet.
"""
import configparser
import json
import os
import pathlib
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("OUTDIAL_BUILD", ROOT / "build"))
SUPERVISOR = "supervisor"
PATIENCE_US = 2_000_000  # an agent has to be there so soon after the answer


class Refused(Exception):
    """The server said no: status and its problem."""

    def __init__(self, status, problem):
        super().__init__(f"{status}: {problem}")
        self.status, self.problem = status, problem


class Failed(Exception):
    """One sentence for the person who runs this."""


class Api:
    def __init__(self, base):
        self.base, self.token = base, None

    def call(self, method, path, body=None, version=None):
        request = urllib.request.Request(self.base + path, method=method)
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        if method != "GET":
            request.add_header("Idempotency-Key", str(uuid.uuid4()))
        if version:
            request.add_header("If-Match", str(version))
        data = None if body is None else json.dumps(body).encode()
        try:
            with urllib.request.urlopen(request, data, timeout=10) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            raise Refused(error.code, json.loads(error.read() or b"null")) from None

    def sign_in(self, user, password):
        self.token = self.call("POST", "/v1/sessions",
                               {"user": user, "password": password})["token"]


def wait_for(met, limit, what, every=0.02):
    """Polls another process's state, which nobody can signal us, up to a limit."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        value = met()
        if value:
            return value
        time.sleep(every)
    raise Failed(f"waited {limit} s for {what}")


def die_with_parent():
    import ctypes
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


class Rig:
    def __init__(self, keep=False, town=None, folder=None):
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="outdial-"))
        self.keep, self.processes, self.passwords = keep, {}, {}
        self.town = town or ROOT / "data/demo/town.csv"
        self.api = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for name in list(self.processes):
            self.stop(name, signal.SIGKILL)
        if not self.keep:
            wait_for(self.remove, 5, f"{self.folder} to be removed")

    def remove(self):
        """The robots' softphones die with them, and may write a last word meanwhile."""
        shutil.rmtree(self.folder, ignore_errors=True)
        return not self.folder.exists()

    # --- processes ---------------------------------------------------------------

    def start(self, name, *argv, environment=None, pass_fds=()):
        """@environment: beyond ours, or instead of it."""
        log = open(self.folder / f"{name}.log", "ab")
        environment = {**os.environ, **(environment or {})}
        run = self.folder / "run"  # where softphones keep their private folders
        run.mkdir(mode=0o700, exist_ok=True)
        environment["XDG_RUNTIME_DIR"] = str(run)
        # A machine without a microphone has a silent phone, and not none.
        environment["OUTDIAL_PHONE_MAY_BE_SILENT"] = "1"
        guard = BUILD / "src/app/phone/liboutdial-phone-guard.so"
        if guard.exists():
            environment.setdefault("OUTDIAL_PHONE_GUARD", str(guard))
        self.processes[name] = subprocess.Popen(
            [str(a) for a in argv], stdout=log, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, env=environment, pass_fds=pass_fds,
            preexec_fn=die_with_parent)
        return self.processes[name]

    def stop(self, name, how=signal.SIGTERM, limit=60):
        process = self.processes.pop(name, None)
        if process is None:
            return 0
        if process.poll() is None:
            process.send_signal(how)
        try:
            return process.wait(limit)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise Failed(f"{name} did not stop within {limit} s") from None

    def last_words(self, name):
        lines = (self.folder / f"{name}.log").read_text(errors="replace").splitlines()
        return lines[-1] if lines else "it said nothing"

    def await_ready(self, name, path, limit=20):
        def ready():
            if self.processes[name].poll() is not None:
                raise Failed(f"{name} ended at its start: {self.last_words(name)}")
            return path.exists()
        wait_for(ready, limit, f"{name} to be ready")
        file = configparser.ConfigParser()
        file.read(path)
        return file["ready"]

    # --- carrier, daemon, robots ---------------------------------------------------

    def start_carrier(self, *more):
        ready = self.folder / "carrier.ready"
        self.start("carrier", BUILD / "src/outdial-carrier", "--town", self.town,
                   "--listen", "127.0.0.1:0", "--ready", ready,
                   "--log", self.folder / "carrier.jsonl", *more)
        self.trunk = self.await_ready("carrier", ready)["sip_listen"]

    def add_user(self, name, role):
        self.passwords[name] = secrets.token_urlsafe(12)
        added = subprocess.run([BUILD / "src/outdialctl", "--data", self.folder / "data",
                                "user", "add", name, "--role", role], text=True,
                               capture_output=True, input=self.passwords[name] + "\n")
        if added.returncode != 0:
            raise Failed(f"{name} cannot be added: {added.stderr}")
        path = self.folder / f"{name}.password"
        path.touch(0o600)
        path.write_text(self.passwords[name] + "\n")
        return path

    def write_sign_in(self, name, *more):
        """A file for outdial --sign-in; @more: its lines besides."""
        path = self.folder / f"{name}.sign-in"
        path.write_text(f"[sign-in]\nserver={self.api.base}\nuser={name}\n"
                        f"password_file={self.folder / name}.password\n"
                        + "".join(f"{line}\n" for line in more))
        return path

    def add_agents(self, count):
        """Accounts for the robots, in the key file they read."""
        names = [f"agent{i + 1}" for i in range(count)]
        path = self.folder / "agents.ini"
        path.touch(0o600)
        for name in names:
            self.add_user(name, "agent")
        path.write_text("".join(f"[{n}]\npassword={self.passwords[n]}\n" for n in names))
        return path

    def write_config(self, api="127.0.0.1:0", sip="127.0.0.1:0"):
        (self.folder / "outdiald.conf").write_text(
            f"[outdiald]\ndata_dir={self.folder}/data\napi_listen={api}\n"
            f"sip_listen={sip}\ntrunk_listen=127.0.0.1:0\nrtp_address=127.0.0.1\n"
            "agent_numbers=12600-12999\n"
            f"[trunk demo]\nhost={self.trunk}\ncalls_per_second=200\n")

    def start_daemon(self):
        ready = self.folder / "outdiald.ready"
        ready.unlink(missing_ok=True)
        self.start("outdiald", BUILD / "src/outdiald", "--config",
                   self.folder / "outdiald.conf", "--ready", ready)
        self.ready = self.await_ready("outdiald", ready)
        old = self.api
        self.api = Api("http://" + self.ready["api"])
        if old:
            self.api.token = old.token
        else:
            self.api.sign_in(SUPERVISOR, self.passwords[SUPERVISOR])

    def pin_ports(self):
        """From now on outdiald comes back on the same ports, as it does in real life."""
        self.write_config(self.ready["api"], self.ready["sip"])

    def start_robots(self, agents, campaign, *more):
        self.start("robots", BUILD / "src/outdial-robot", "--server", self.api.base,
                   "--agents", agents, "--campaign", str(campaign),
                   "--log", self.folder / "robots.jsonl",
                   "--outbox", self.folder / "outbox", *more)

    def import_leads(self, leadset, file, *more, text=None):
        """@file "-" reads @text, as somebody pasted it."""
        done = subprocess.run(
            [BUILD / "src/outdial-robot", "import", "--server", self.api.base,
             "--user", SUPERVISOR, "--password-file",
             self.folder / f"{SUPERVISOR}.password", "--leadset", leadset,
             "--file", file, *more], text=True, capture_output=True, input=text)
        if done.returncode != 0:
            raise Failed(f"the import failed: {done.stderr.strip()}")
        return json.loads(done.stdout)

    # --- what the witnesses say ------------------------------------------------------

    def read_log(self, name):
        path = self.folder / name
        if not path.exists():
            return []
        return [json.loads(line) for line in path.read_text().splitlines() if line]

    def carrier_log(self):
        return self.read_log("carrier.jsonl")

    def robot_log(self):
        return self.read_log("robots.jsonl")


def count_carrier(log):
    """What the carrier saw, in the words of the statistics."""
    def calls(event):
        return {line["call"] for line in log if line["event"] == event}
    return {"placed": len(calls("invite")), "answered": len(calls("answer"))}


def live_calls(log):
    """Answered and not over: the number of each."""
    over = {line["call"] for line in log if line["event"] == "end"}
    return {line["call"]: line["number"] for line in log
            if line["event"] == "answer" and line["call"] not in over}


def hung_up_first(log):
    """Calls whose lead hung up before an agent had to be there."""
    answered = {line["call"]: line["mono_us"] for line in log if line["event"] == "answer"}
    return {line["call"] for line in log
            if line["event"] == "bye" and line["by"] == "callee"
            and line["mono_us"] - answered[line["call"]] < PATIENCE_US}


def overlapping_calls(log):
    """Numbers that had two calls at once: must be none."""
    begun, found = {}, set()
    for line in sorted(log, key=lambda l: l["mono_us"]):
        live = begun.setdefault(line["number"], set())
        if line["event"] == "invite":
            if live - {line["call"]}:
                found.add(line["number"])
            live.add(line["call"])
        elif line["event"] == "end":
            live.discard(line["call"])
    return found
