"""The demo's windows: open on a screen that is there, or photographed page by page."""
import os
import re
import subprocess
import time

import rig as rigs

AGENT = "agent"
OUTDIAL = rigs.BUILD / "src/outdial"
DIALOGS = (("Campaigns", "Add Campaign"), ("Agents", "Create Bulk Agents"),
           ("Scripts", "Add a new Script"), ("Leadset", "Create Leadset"))


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

    def __init__(self, rig, folder, style):
        import screen as screens  # only here: windows that stay open need no gi
        self.rig, self.folder, self.style = rig, folder, style
        self.screen = screens.Screen(rig, "1400x900")

    def open(self, name):
        home = self.rig.folder / "homes" / f"{name}-{self.style}" / "config/outdial"
        home.mkdir(parents=True)
        (home / "outdial.ini").write_text(f"[habits]\nstyle={self.style}\n")
        return self.screen.open(f"{name}-{self.style}", OUTDIAL, *(
            [] if name == "sign-in" else ["--sign-in", self.rig.write_sign_in(name)]))

    def take(self, window, what, title=None):
        self.screen.run("xdotool", "mousemove", 1, 1)
        time.sleep(0.6)  # pages slide in
        window.photograph(self.folder / f"{what}-{self.style}.png", title)
        print(f"demo: {what}-{self.style}.png", flush=True)

    def tour_agent(self):
        window = self.open(AGENT)
        window.find("label", "Choose Your Campaign")
        self.take(window, "agent-1-campaign")
        window.press("button", re.compile("^Confirm"))
        window.find("label", "Registered", "OdAgentHeader")
        window.press("switch", "Agent Status")
        window.find("label", "In call", "OdAgentHeader", limit=60)
        self.take(window, "agent-2-call")
        window.press("button", "End")
        window.find("label", "After call", "OdAgentHeader")
        self.take(window, "agent-3-disposition")
        window.press("checkbox", "CALL BACK")
        window.press("button", "Submit and go on pause")
        window.find("label", "Paused", "OdAgentHeader")
        self.take(window, "agent-4-paused")
        self.rig.stop(window.name)

    def tour_supervisor(self):
        window = self.open(rigs.SUPERVISOR)
        for tab, button in DIALOGS:
            window.press("tab", tab)
            self.take(window, f"supervisor-{tab.lower()}")
            window.press("button", button)
            window.find("button", "Cancel", button)
            self.take(window, f"supervisor-{button.lower().replace(' ', '-')}", button)
            window.press("button", "Cancel", button)
        for tab, page, board in (("Campaigns", "OdCampaignList", "campaign"),
                                 ("Leadset", "OdLeadsetPage", "leadset")):
            window.press("tab", tab)
            window.press("button", "See More", page)
            self.take(window, f"supervisor-{board}-board")
        window.press("button", "Upload Leads")
        window.find("tab", "Text", "Import Data")
        self.take(window, "supervisor-import", "Import Data")
        self.rig.stop(window.name)

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


def photograph(rig, folder, styles):
    try:
        for style in styles:
            Album(rig, folder, style).fill()
    except subprocess.SubprocessError as failed:
        raise rigs.Failed(f"the pictures could not be taken: {failed}") from None
