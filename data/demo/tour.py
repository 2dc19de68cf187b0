# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo's windows: open on a screen that is there, or photographed page by page."""
import os
import re
import signal
import subprocess
import time

import rig as rigs

AGENT = "agent"
OUTDIAL = rigs.BUILD / "src/outdial"
DIALOGS = (("Campaigns", "Add Campaign"), ("Agents", "Create Bulk Agents"),
           ("Scripts", "Add a new Script"), ("Leadset", "Create Leadset"))
GUIDE = "Spring offer"
PEOPLE = (("44116", "Ada"), ("44117", "Bo"), ("44118", "Cleo"), ("44119", "Di"))
SCRIPT = """Good day, this is … of Example Energy. Am I speaking to the person who pays the bill?

May I ask who your supplier is today?

If interested: offer the twelve month plan. If not: thank them, and end the call."""
PASTED = """Phone,Status,First Name
44116,Ready,Ada
44117,Ready,"Bo, the younger"
four,Ready,Cy
44118,New,Di
"""


def has_display():
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def stay_open(rig, alive):
    """Until both windows are closed, or Ctrl+C."""
    for name in (rigs.SUPERVISOR, AGENT):
        home = rig.folder / "homes" / name
        home.mkdir(parents=True)
        rig.start(f"{name}-window", OUTDIAL, "--sign-in", rig.write_sign_in(name),
                  environment={"XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home),
                               "GSETTINGS_BACKEND": "memory"})
    windows = [f"{name}-window" for name in (rigs.SUPERVISOR, AGENT)]
    while windows:
        for name in [n for n in windows if rig.processes[n].poll() is not None]:
            windows.remove(name)
            if rig.stop(name):
                raise rigs.Failed(f"{name} ended badly: {rig.last_words(name)}")
        alive(rig)
        time.sleep(0.2)


class Album:
    """Pictures of every page, in one style."""

    def __init__(self, rig, folder, style, size, text):
        import screen as screens  # only here: windows that stay open need no gi
        self.rig, self.folder, self.style, self.text = rig, folder, style, text
        self.screen = screens.Screen(rig, size)

    def open(self, name):
        home = self.rig.folder / "homes" / f"{name}-{self.style}" / "config/outdial"
        home.mkdir(parents=True)
        (home / "outdial.ini").write_text(f"[habits]\nstyle={self.style}\n")
        (home.parents[1] / ".Xdefaults").write_text(f"Xft.dpi: {96 * self.text // 100}\n")
        return self.screen.open(f"{name}-{self.style}", OUTDIAL, *(
            [] if name == "sign-in" else ["--sign-in", self.rig.write_sign_in(name)]))

    def take(self, window, what, title=None, whole_screen=False):
        """@whole_screen: with the popovers, which are windows of their own."""
        path = self.folder / f"{what}-{self.style}.png"
        self.screen.run("xdotool", "mousemove", 1, 1)
        time.sleep(0.6)  # pages slide in
        if whole_screen:
            self.screen.photograph(path)
        else:
            window.photograph(path, title)
        print(f"demo: {what}-{self.style}.png", flush=True)

    def take_dialog(self, window, button, what, title=None, inside=None, end="Cancel"):
        """The window a button opens, which is then closed again."""
        title = title or button
        window.press("button", button, inside)
        window.find("button", end, title)
        self.take(window, what, title)
        window.press("button", end, title)
        window.await_gone("button", end, title)

    def take_help(self, window, who):
        self.screen.key("ctrl+question")
        window.find("label", "Shortcuts")
        self.take(window, f"{who}-shortcuts")
        self.screen.key("Escape")

    # --- the agent ---------------------------------------------------------------------

    def tour_agent(self):
        window = self.open(AGENT)
        window.find("label", "Choose Your Campaign")
        window.choose("Campaign", GUIDE)
        self.take(window, "agent-1-campaign")
        window.press("button", re.compile("^Confirm"))
        window.find("label", "Registered", "Your State")
        self.take(window, "agent-2-paused")
        self.take_help(window, "agent")
        window.press("switch", "Agent Status")
        self.take_call(window)
        self.take_paper_work(window)
        self.rig.stop(window.name)

    def take_call(self, window):
        window.find("label", "In call", "Your State", limit=60)
        self.take(window, "agent-3-call")
        window.press("button", "Mute", "Live Call")
        self.take(window, "agent-4-muted")
        window.press("button", re.compile("mute", re.IGNORECASE), "Live Call")
        window.press("button", "Keypad", "Live Call", which=0)
        self.take(window, "agent-5-keypad", whole_screen=True)
        self.screen.key("Escape")
        window.press("button", "Edit", "Contact")
        self.take(window, "agent-6-edit")
        window.press("button", "Cancel", "Contact")
        window.press("button", "Invalid Details", "Live Call")
        window.find("text box", "What is wrong")
        self.take(window, "agent-7-invalid-details")
        self.screen.key("Escape")

    def take_paper_work(self, window):
        window.press("button", "End")
        window.find("label", "After call", "Your State")
        self.take(window, "agent-8-disposition")
        window.press("checkbox", "CALL BACK")
        window.press("button", "Submit", "Disposition")
        window.find("label", re.compile("^Wrapping up"), "Your State")
        self.take(window, "agent-9-wrap-up")

    # --- the supervisor ----------------------------------------------------------------

    def tour_supervisor(self):
        window = self.open(rigs.SUPERVISOR)
        for tab, button in DIALOGS:
            window.press("tab", tab)
            self.take(window, f"supervisor-{tab.lower()}")
            self.take_dialog(window, button,
                             f"supervisor-{button.lower().replace(' ', '-')}")
        self.take_help(window, "supervisor")
        self.take_about(window)
        self.take_do_not_call(window)
        self.take_settings(window)
        self.take_campaign(window)
        self.take_script(window)
        self.take_new_agents(window)
        self.take_discard(window)
        self.take_silence(window)
        self.take_leadset(window)
        self.take_import(window)
        self.rig.stop(window.name)

    def take_about(self, window):
        window.press("button", "Main Menu")
        window.act("menu item", "About Outdial")
        window.find("label", "Outdial", "About")
        self.take(window, "supervisor-about", "About")
        self.screen.key("Escape")

    def take_do_not_call(self, window):
        title = "Do Not Call"
        window.press("button", "Main Menu")
        window.act("menu item", "Do Not Call…")
        for step, button in (("list", "Do Not Call"), ("take-out", "Take Out")):
            window.type_into("Number with its country code", "+44 7700 900601",
                             inside=title)
            window.press("button", "Look Up", title)
            window.find("button", button, title)
            self.take(window, f"supervisor-do-not-call-{step}", title)
            window.type_into("Reason", "a letter", inside=title)
            window.press("button", button, title)
            window.await_gone("button", button, title)
        self.take_list_import(window, title)
        self.screen.key("Escape")

    def take_list_import(self, window, title):
        """Of numbers that are never dialed, from a file that is typed into the
        chooser."""
        path, name = self.rig.folder / "never.csv", "Import Numbers"
        path.write_text("Phone\n+44 7700 900602\n+44 7700 900603\n07700 900604\n")
        window.press("button", "Import…", title)
        window.find("button", re.compile("Open$"), name)
        self.screen.type(str(path))
        self.screen.key("Return")
        window.find("text box", "Reason", name)
        self.take(window, "supervisor-do-not-call-import", name)
        window.press("button", "Cancel", name)
        window.await_gone("text box", "Reason", name)

    def take_settings(self, window):
        title = "Settings"
        self.screen.key("ctrl+comma")
        window.find("button", AGENT, title)
        self.take(window, "supervisor-users", title)
        self.take_dialog(window, "Add User", "supervisor-add-user", inside=title)
        self.take_dialog(window, AGENT, "supervisor-user", inside=title)
        self.screen.key("Escape")
        window.await_gone("button", "Add User", title)
        window.press("button", "Main Menu")
        window.act("menu item", "Change Password…")
        window.find("button", "Cancel", "Change Password")
        self.take(window, "supervisor-change-password", "Change Password")
        window.press("button", "Cancel", "Change Password")

    def take_campaign(self, window):
        window.press("tab", "Campaigns")
        window.press("button", "Demo", "Campaigns")
        self.take(window, "supervisor-campaign-board")
        self.take_dialog(window, "Rehearse…", "supervisor-rehearse", "Rehearse Campaign")
        self.take_dialog(window, "Manage Agents", "supervisor-manage-agents",
                         "Campaign Agents Details")
        self.take_dialog(window, "Edit Campaign", "supervisor-edit-campaign")

    def take_script(self, window):
        window.press("tab", "Scripts")
        self.take_dialog(window, "Preview", "supervisor-script-preview", "Preview",
                         "Scripts", "Close")
        window.press("checkbox", f"Tick {GUIDE}")
        window.press("button", "Delete what is ticked", "Scripts")
        window.find("label", f"Delete “{GUIDE}”?")
        self.take(window, "supervisor-delete-script", whole_screen=True)
        self.screen.key("Escape")
        window.await_gone("label", f"Delete “{GUIDE}”?")
        window.press("checkbox", f"Tick {GUIDE}")

    def take_new_agents(self, window):
        window.press("tab", "Agents")
        window.press("button", "Create Bulk Agents")
        window.press("button", "Create", "Create Bulk Agents")
        window.cells("New Agents")
        self.take(window, "supervisor-new-agents", "New Agents")
        window.press("button", "Copy", "New Agents")
        window.press("button", "Close", "New Agents")

    def take_leadset(self, window):
        window.press("tab", "Leadset")
        window.press("button", "Demo", "Leadset")
        self.take(window, "supervisor-leadset-board")
        for button, title in (("Edit Leadset", "Leadset Details"),
                              ("Data Recycle", "Data Recycle"),
                              ("Automatic Recycle", "Automatic Recycle"),
                              ("Add Lead (Form)", "Add Lead")):
            self.take_dialog(window, button,
                             f"supervisor-{title.lower().replace(' ', '-')}", title)
        self.take_recycled(window)
        window.press("button", "Leadset Data")
        window.cells("Leadset Data")
        self.take(window, "supervisor-leadset-data", "Leadset Data")
        window.press("button", re.compile("^\\+[0-9]+$"), "Leadset Data", which=0)
        title = window.find("button", "Confirm", re.compile("^Lead ")).top().name
        self.take(window, "supervisor-edit-lead", title)
        self.take_correction(window, title)
        window.press("button", "Cancel", title)
        window.press("button", "Close", "Leadset Data")

    def take_correction(self, window, title):
        if not window.look("button", re.compile("^Correct…"), title):
            return  # nobody has called that lead yet
        self.take_dialog(window, re.compile("^Correct…"), "supervisor-correction",
                         "Correct the Outcome", title)

    def take_recycled(self, window):
        window.press("button", "Data Recycle")
        window.press("spin button", re.compile("^Minutes since"), "Data Recycle")
        self.screen.key("ctrl+a")
        self.screen.type("0\t")
        window.press("button", "Recycle", "Data Recycle")
        window.await_gone("button", "Cancel", "Data Recycle")
        window.find("button", "Undo", "Undo of a Recycling")
        self.take(window, "supervisor-recycled")

    def take_import(self, window):
        title = "Import Data"
        window.press("button", "Upload Leads")
        window.find("tab", "Text", title)
        self.take(window, "supervisor-import-file", title)
        window.press("tab", "Text", title)
        window.press("text box", "Text to import", title)
        self.screen.type(PASTED)
        self.take(window, "supervisor-import-text", title)
        window.press("button", "Upload", title, which=0)
        window.cells(title)
        self.take(window, "supervisor-import-preview", title)
        window.press("button", "Use This Header", title)
        self.take(window, "supervisor-import-mapped", title)
        self.take_suite(window, title)
        window.press("button", "Upload", "Data Suite")
        window.find("status", re.compile("upload", re.IGNORECASE), title)
        self.take(window, "supervisor-import-result", title)

    def take_suite(self, window, title):
        window.press("button", "Continue To Modify", title)
        window.cells("Data Suite")
        self.take(window, "supervisor-import-modify", title)
        window.press("button", "Console", "Data Suite")
        window.press("button", "Run", "Data Suite")
        window.find("status", re.compile("^Rows found"), "Data Suite")
        self.take(window, "supervisor-import-console", title)

    def take_discard(self, window):
        window.press("tab", "Scripts")
        window.press("button", "Add a new Script")
        window.type_into("Script Name", "Autumn offer", inside="Add a new Script")
        window.press("button", "Cancel", "Add a new Script")
        window.find("label", "Discard what you typed?")
        self.take(window, "supervisor-discard", whole_screen=True)
        self.screen.key("alt+d")
        window.await_gone("button", "Confirm", "Add a new Script")

    def take_silence(self, window):
        """The server says nothing for a while: what is seen may be old."""
        window.press("tab", "Campaigns")
        os.kill(self.rig.processes["outdiald"].pid, signal.SIGSTOP)
        try:
            window.find("label", re.compile("^The server cannot be heard"), limit=60)
            self.take(window, "supervisor-link-lost")
        finally:
            os.kill(self.rig.processes["outdiald"].pid, signal.SIGCONT)
        window.find("label", "Just Updated", "Dashboard", limit=60)

    def fill(self):
        window = self.open("sign-in")
        window.find("button", "Sign In")
        self.take(window, "sign-in")
        self.rig.stop(window.name)
        self.tour_agent()
        self.tour_supervisor()
        self.screen.check_silence()
        for name in ("openbox", "bus", "screen"):
            self.rig.stop(name)


def prepare_guide(rig):
    """A campaign of the window's agent alone: its people stay on the line until the
    agent hangs up, however long a picture takes."""
    script = rig.api.call("POST", "/v1/scripts", {"name": GUIDE, "text": SCRIPT})
    campaign = rig.api.call("POST", "/v1/campaigns", {
        "name": GUIDE, "caller_id": "442079460001", "calling_rules": "TEST",
        "source_statuses": ["READY"], "script": script["id"], "wrap_up_ms": 5000,
        "dispositions": ["Trial booked", {"label": "Left a message", "person": False,
                                          "final": False}]})
    ids = [a["id"] for a in rig.api.call("GET", "/v1/agents")["agents"]
           if a["name"] == AGENT]
    path = f"/v1/campaigns/{campaign['id']}"
    rig.api.call("PUT", f"{path}/agents", {"agents": ids})
    rig.api.call("POST", "/v1/leadsets", {"name": GUIDE, "campaign": campaign["id"]})
    rig.import_leads(GUIDE, "-", "--start-row", "2", "--map", "Phone=1", "--map",
                     "Status=2", "--map", "First Name=3", "--map", "City=4",
                     text="Phone,Status,First Name,City\n" + "".join(
                         f"{phone},Ready,{name},Leeds\n" for phone, name in PEOPLE))
    rig.api.call("PUT", f"{path}/state", {"active": True})


def photograph(rig, folder, size, text, styles):
    prepare_guide(rig)
    try:
        for style in styles:
            Album(rig, folder, style, size, text).fill()
    except subprocess.SubprocessError as failed:
        raise rigs.Failed(f"the pictures could not be taken: {failed}") from None
