# SPDX-License-Identifier: GPL-3.0-or-later
"""Eyes and hands: real windows on a screen, found by role and name, worked by mouse and
keyboard, photographed. The journeys and the demo's screenshots are written with this.

Seen through AT-SPI, as a screen reader sees them, and touched through xdotool, as people
do. Nothing is remembered: every look asks the program itself what is there now, one
level of its tree at a time, all questions of a level at once.
"""
import os
import re
import subprocess
import sys
import time

import rig as rigs

try:
    from gi.repository import Gio, GLib
except ImportError:  # another python stands before the system's, which alone knows gi
    if sys.executable == "/usr/bin/python3":
        raise
    os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])

LIMIT_S = 20
SIZE = "1280x800"
TROUBLE = re.compile(r"CRITICAL|WARNING|Sanitizer|runtime error")
# GTK warns of every question for screen coordinates, which it cannot answer.
KNOWN = ("Screen coordinates",)

A11Y = "org.a11y.atspi."
ROOT_PATH = "/org/a11y/atspi/accessible/root"
STATES = {"checked": 4, "expanded": 10, "focusable": 11, "focused": 12, "pressed": 20,
          "selected": 23, "sensitive": 24, "visible": 30}
# A window that leaves its frame to the window manager has none: it is where it says.
NO_FRAMES = """<openbox_config xmlns="http://openbox.org/3.4/rc"><applications>
<application class="*"><decor>no</decor></application></applications></openbox_config>"""
WINDOW = 1  # coordinates of the window; there are no others in GTK 4


# GTK 4.18 leaves padding out, and counts margins twice, when it says where a widget is.
NO_PLACES = ("this GTK tells assistive technology wrong places of its widgets, and a mouse "
             "would miss them: use Debian 12's")


def is_new_gtk():
    version = subprocess.run(["pkg-config", "--modversion", "gtk4"], text=True, check=True,
                             capture_output=True).stdout.split(".")
    return [int(part) for part in version[:2]] >= [4, 16]


def skip_without_places():
    """For a journey with the mouse: 77 tells its caller that it was left out."""
    if is_new_gtk():
        print(NO_PLACES)
        sys.exit(77)


def without_gl():
    """For GTK's environment: 4.16 gave it another name, and complains of the old one."""
    return {"GDK_DISABLE": "gl,vulkan"} if is_new_gtk() else {"GDK_DEBUG": "gl-disable"}


class Screen:
    """A screen of its own, a window manager and a session bus; all die with the rig."""

    def __init__(self, rig, size=SIZE):
        self.rig, self.programs = rig, []
        self.environment = {
            "GTK_A11Y": "atspi", "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo",
            **without_gl(), "GSETTINGS_BACKEND": "memory",
            "GIO_USE_VFS": "local", "LC_ALL": "C.UTF-8"}
        self.start_display(size)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.start_bus("bus")
        frames = rig.folder / "openbox.xml"
        frames.write_text(NO_FRAMES)
        rig.start("openbox", "openbox", "--sm-disable", "--config-file", frames,
                  environment=self.environment)
        self.connect()
        rigs.wait_for(lambda: self.try_run("xdotool", "get_num_desktops"), LIMIT_S,
                      "the window manager")

    def start_display(self, size):
        """No key repeats itself (-r): on a busy machine it would while it is pressed. The
        screen does not begin anew (-noreset) when its last client leaves: who comes just
        then, the window manager perhaps, would be turned away."""
        read, write = os.pipe()
        self.rig.start("screen", "Xvfb", "-r", "-noreset", "-displayfd", write,
                       "-screen", "0", f"{size}x24", "-nolisten", "tcp",
                       pass_fds=[write])
        os.close(write)
        self.environment["DISPLAY"] = f":{first_line(read, 'the screen')}"

    def start_bus(self, name):
        read, write = os.pipe()
        self.rig.start(name, "dbus-daemon", "--session", "--nofork", "--nopidfile",
                       f"--print-address={write}", pass_fds=[write],
                       environment=self.environment)
        os.close(write)
        return first_line(read, name)

    def connect(self):
        flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
                 | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)

        def connect(address):
            return Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        session = connect(self.environment["DBUS_SESSION_BUS_ADDRESS"])
        self.bus = session  # until the other is known
        address = self.ask("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        self.environment["AT_SPI_BUS_ADDRESS"] = address
        self.bus, self.changed = connect(address), True
        self.bus.signal_subscribe(None, None, None, None, None,
                                  Gio.DBusSignalFlags.NONE, self.on_signal)

    def on_signal(self, *_):
        self.changed = True

    # --- asking ----------------------------------------------------------------------

    def ask_all(self, questions):
        """Answers to (bus name, path, interface, method, arguments), asked at once; None
        from whoever is not there (any more)."""
        answers, waiting = [None] * len(questions), [len(questions)]

        def on_answer(bus, result, i):
            waiting[0] -= 1
            try:
                answers[i] = bus.call_finish(result).unpack()
            except GLib.Error:
                pass
        for i, (name, path, interface, method, arguments) in enumerate(questions):
            self.bus.call(name, path, interface, method, arguments, None,
                          Gio.DBusCallFlags.NONE, 10000, None, on_answer, i)
        while waiting[0]:
            GLib.MainContext.default().iteration(True)
        return [a[0] if a and len(a) == 1 else a for a in answers]

    def ask(self, name, path, interface, method, arguments=None):
        return self.ask_all([(name, path, interface, method, arguments)])[0]

    # --- waiting ---------------------------------------------------------------------

    def wait_for(self, met, what, limit=LIMIT_S, every=0.5):
        """What @met returns, once it is true. Asked again when something changes on the
        screen, and twice a second: not all that is waited for is seen there."""
        end = time.monotonic() + limit
        while True:
            self.changed = False
            value = met()
            if value:
                return value
            if time.monotonic() > end:
                raise rigs.Failed(f"waited {limit} s for {what}")
            self.await_change(every)

    def await_change(self, limit):
        context, late = GLib.MainContext.default(), []
        timer = GLib.timeout_add(int(limit * 1000), lambda: late.append(1) or True)
        while not self.changed and not late:
            context.iteration(True)
        GLib.source_remove(timer)
        time.sleep(min(limit, 0.05))  # changes come in swarms, and looking is work

    # --- hands -----------------------------------------------------------------------

    def run(self, *words):
        done = self.start(words)
        if done.returncode:
            raise rigs.Failed(f"{' '.join(map(str, words))}: {done.stderr.strip()}")
        return done.stdout

    def try_run(self, *words):
        """What it says; nothing, if it fails."""
        done = self.start(words)
        return "" if done.returncode else done.stdout

    def start(self, words):
        return subprocess.run([str(w) for w in words], text=True, capture_output=True,
                              env={**os.environ, **self.environment}, check=False)

    def key(self, *keys):
        self.run("xdotool", "key", "--delay", "30", *keys)

    def type(self, text):
        for i, line in enumerate(text.split("\n")):
            if i > 0:
                self.key("Return")
            if line:
                self.run("xdotool", "type", "--delay", "12", "--", line)

    def click(self, x, y, button=1):
        self.run("xdotool", "mousemove", x, y, "click", button)

    def photograph(self, path, window="root"):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.run("import", "-silent", "-window", window, path)

    # --- programs --------------------------------------------------------------------

    def open(self, name, *argv):
        """Starts a program in a home and a session of its own, as another person has;
        back when it is on the accessibility bus."""
        home = self.rig.folder / "homes" / name
        home.mkdir(parents=True, exist_ok=True)
        environment = {**self.environment, "HOME": str(home),
                       "DBUS_SESSION_BUS_ADDRESS": self.start_bus(f"{name}-bus"),
                       "XDG_CONFIG_HOME": str(home / "config"),
                       "XDG_DATA_HOME": str(home / "data"),
                       "XDG_CACHE_HOME": str(home / "cache")}
        program = Program(self, name, self.rig.start(name, *argv,
                                                     environment=environment))
        self.programs.append(program)
        return program

    def check_silence(self):
        """Whatever GTK complained of is a defect."""
        for program in self.programs:
            log = (self.rig.folder / f"{program.name}.log").read_text(errors="replace")
            wrong = [line for line in log.splitlines() if TROUBLE.search(line)
                     and not any(known in line for known in KNOWN)]
            if wrong:
                raise rigs.Failed(f"{program.name} said: {wrong[0]}"
                                  f" ({len(wrong)} such lines)")


def first_line(read, what):
    with os.fdopen(read) as pipe:
        line = pipe.readline().strip()
    if not line:
        raise rigs.Failed(f"{what} did not start")
    return line


def matches(wanted, text):
    if hasattr(wanted, "search"):
        return wanted.search(text) is not None
    return wanted is None or text == wanted


class Program:
    """A program with windows."""

    def __init__(self, screen, name, process):
        self.screen, self.name, self.process = screen, name, process
        self.bus_name = screen.wait_for(self.find_on_bus, f"{name} to be on the bus")

    def check_alive(self):
        if self.process.poll() is not None:
            raise rigs.Failed(f"{self.name} has ended: "
                              f"{self.screen.rig.last_words(self.name)}")

    def find_on_bus(self):
        self.check_alive()
        all_ = self.screen.ask(A11Y + "Registry", ROOT_PATH, A11Y + "Accessible",
                               "GetChildren")
        for name, _ in all_ or []:
            pid = self.screen.ask("org.freedesktop.DBus", "/org/freedesktop/DBus",
                                  "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                                  GLib.Variant("(s)", [name]))
            if pid == self.process.pid:
                return name
        return None

    # --- looking ---------------------------------------------------------------------

    def windows(self, title=None):
        """The windows as they are now, with all that is in them. Where one bears the
        @title, the others are left aside."""
        root = Widget(self, ROOT_PATH, None)
        level = self.take_level([root])
        if title is not None and any(matches(title, top.name) for top in level):
            level = root.children = [t for t in level if matches(title, t.name)]
        while level:
            level = self.take_level(level)
        return root.children

    def take_level(self, level):
        """Asks each who it is, and the children of all who they are: these come back."""
        answers = self.screen.ask_all([q for w in level for q in w.questions()])
        below = [child for i, widget in enumerate(level)
                 for child in widget.take(*answers[3 * i:3 * i + 3])]
        if level[0].parent is None:  # the windows' names decide where to go
            for top, name in zip(below, self.screen.ask_all(
                    [top.questions()[1] for top in below])):
                top.name = name or ""
        return below

    def look(self, role, name=None, inside=None):
        """All widgets of @role with that name: a text, or a compiled pattern. @inside:
        the name of a window, or of anything else that holds it."""
        return [w for top in self.windows(inside) for w in top.walk()
                if w.role == role and matches(name, w.name) and w.is_inside(inside)]

    def find(self, role, name=None, inside=None, limit=LIMIT_S, state=None, which=-1):
        """The last of them (menus and dialogs come after the window), once it is
        there."""
        def met():
            self.check_alive()
            found = [w for w in self.look(role, name, inside)
                     if state is None or w.has(state)]
            return found and found[which]
        shown = getattr(name, "pattern", name)
        try:
            return self.screen.wait_for(met, f"{self.name}'s {role} “{shown}”", limit)
        except rigs.Failed:
            self.tell_where_it_stands()
            raise

    def tell_where_it_stands(self):
        """The tree and the picture stay with what --keep keeps."""
        with open(self.screen.rig.folder / f"{self.name}-lost.tree", "w") as file:
            self.dump(file)
        self.screen.photograph(self.screen.rig.folder / f"{self.name}-lost.png")

    def await_gone(self, role, name=None, inside=None, limit=LIMIT_S):
        self.screen.wait_for(lambda: not self.look(role, name, inside),
                             f"{self.name}'s {role} “{name}” to go", limit)

    def press(self, role, name=None, inside=None, which=-1):
        """With the mouse."""
        self.find(role, name, inside, state="sensitive", which=which).click()

    def act(self, role, name=None, inside=None, which=-1):
        """As assistive technology does; for what lies in a popover, whose place the bus
        does not tell, or under the edge of a scrolled page."""
        self.find(role, name, inside, state="sensitive", which=which).act()

    def type_into(self, name, text, role="text box", inside=None):
        """With the mouse into the field, and with the keys. A password is shown in dots:
        as many as there are letters."""
        field = self.find(role, name, inside)
        field.click()
        self.screen.key("ctrl+a")
        self.screen.type(text)
        self.screen.wait_for(
            lambda: field.text() in (text, "\u2022" * len(text), "\u25cf" * len(text)),
            f"{name} to hold {text!r}: it holds {field.text()!r}", 5)

    def put_into(self, name, text, inside=None):
        """All at once, as pasted: what no keyboard here has, or what would take minutes."""
        field = self.find("text box", name, inside)
        field.click()  # and off the last button, whose tip may lie over the next
        field.set_text(text)
        self.screen.wait_for(lambda: field.text() == text,
                             f"{name} to hold {len(text)} characters as they were put", 5)

    def choose(self, name, item, inside=None):
        """In a drop-down, opened with the mouse, which then goes out of the way: the list
        takes the line under it. @item: the line. Every key waits until the last has
        moved the focus."""
        def lines():
            return [w for w in self.find("combo box", name, inside).walk()
                    if w.role == "list item" and w.is_inside("GtkPopover")]

        def focused():
            return next((i for i, w in enumerate(lines()) if w.has("focused")), None)

        def is_chosen():
            return any(matches(item, w.name) and not w.is_inside("GtkPopover")
                       for w in self.find("combo box", name, inside).walk())
        self.press("combo box", name, inside)
        self.screen.run("xdotool", "mousemove", 1, 1)
        self.screen.wait_for(lambda: focused() is not None, f"the list of “{name}”")
        place = [matches(item, w.texts()[0]) for w in lines()].index(True)
        while (at := focused()) != place:
            self.screen.key("Down" if at < place else "Up")
            self.screen.wait_for(lambda: focused() not in (at, None),
                                 f"another line of “{name}”")
        self.screen.key("Return")
        self.screen.wait_for(is_chosen, f"“{name}” to be {item}")

    def open_menu(self, role, name, inside=None):
        """With a right-click. One that meets the last menu, going, only closes it: then
        another is needed, as it is for people."""
        for limit in (2, 2, LIMIT_S):
            self.find(role, name, inside).right_click()
            try:
                return self.screen.wait_for(
                    lambda: self.look("menu item", None, inside),
                    f"the menu of {self.name}'s “{name}”", limit)
            except rigs.Failed:
                if limit == LIMIT_S:
                    raise
        return None

    def pick(self, *words, inside=None):
        """Down the menus that are open, to the last of @words."""
        for word in words:
            self.act("menu item", word, inside, which=0)
        self.await_gone("menu item", None, inside)

    def cells(self, inside):
        """What the table in there says, row by row; back when it has a row."""
        def rows():
            return [[" ".join(cell.texts()) for cell in row.children]
                    for row in self.look("row", None, inside)
                    if any(c.role == "grid cell" for c in row.children)]
        return self.screen.wait_for(rows, f"a row in {self.name}'s “{inside}”")

    def dump(self, file):
        for top in self.windows():
            for widget in [top, *top.walk()]:
                print("  " * widget.depth + str(widget), file=file)

    # --- windows on the screen ---------------------------------------------------------

    def window_id(self, title=None):
        """Of the X window with that title. A search fails when any window goes while it
        looks: then it looks again."""
        pattern = f"^{re.escape(title)}$" if title else "."
        found = self.screen.wait_for(
            lambda: self.screen.try_run("xdotool", "search", "--onlyvisible", "--all",
                                        "--pid", self.process.pid, "--name",
                                        pattern).split(),
            f"{self.name}'s window “{title}” on the screen", 5)
        return found[-1]

    def raise_up(self, title=None):
        """Before the others; what is typed goes there."""
        window = self.window_id(title)
        if self.screen.try_run("xdotool", "getactivewindow").strip() != window:
            self.screen.run("xdotool", "windowactivate", "--sync", window)
        return window

    def photograph(self, path, title=None):
        self.screen.photograph(path, self.raise_up(title))


class Widget:
    """As it was at the last look; what may change since is asked for when asked."""

    def __init__(self, program, path, parent):
        self.program, self.path, self.parent = program, path, parent
        self.depth = parent.depth + 1 if parent else -1
        self.role, self.name, self.children = "", "", []

    def __str__(self):
        return f"{self.role} “{self.name}”"

    __repr__ = __str__

    def questions(self):
        place = (self.program.bus_name, self.path)
        return [(*place, A11Y + "Accessible", "GetRoleName", None),
                (*place, "org.freedesktop.DBus.Properties", "Get",
                 GLib.Variant("(ss)", [A11Y + "Accessible", "Name"])),
                (*place, A11Y + "Accessible", "GetChildren", None)]

    def take(self, role, name, children):
        self.role, self.name = role or "", name or ""
        self.children = [Widget(self.program, path, self) for _, path in children or []]
        return self.children

    def walk(self):
        for child in self.children:
            yield child
            yield from child.walk()

    def ask(self, interface, method, arguments=None):
        return self.program.screen.ask(self.program.bus_name, self.path,
                                       A11Y + interface, method, arguments)

    # --- reading ---------------------------------------------------------------------

    def has(self, state):
        bits = self.ask("Accessible", "GetState")
        number = STATES[state]
        return bool(bits and bits[number // 32] >> number % 32 & 1)

    def text(self):
        """What is written in an entry or a text. Its end has to be said: GTK 4.8 knows
        no -1."""
        end = self.program.screen.ask(
            self.program.bus_name, self.path, "org.freedesktop.DBus.Properties", "Get",
            GLib.Variant("(ss)", [A11Y + "Text", "CharacterCount"]))
        return self.ask("Text", "GetText", GLib.Variant("(ii)", [0, end or 0]))

    def texts(self):
        """Of the labels in it."""
        return [w.name for w in self.walk() if w.role == "label"]

    def is_inside(self, name):
        above = self.parent
        while name is not None and above and not matches(name, above.name):
            above = above.parent
        return above is not None

    def top(self):
        widget = self
        while widget.parent.parent:
            widget = widget.parent
        return widget

    # --- touching --------------------------------------------------------------------

    def act(self):
        if not self.ask("Action", "DoAction", GLib.Variant("(i)", [0])):
            raise rigs.Failed(f"{self.program.name}'s {self} cannot be pressed")

    def set_text(self, text):
        self.ask("EditableText", "SetTextContents", GLib.Variant("(s)", [text]))

    def extents(self):
        """x, y, width and height in its window."""
        found = self.ask("Component", "GetExtents", GLib.Variant("(u)", [WINDOW]))
        if found is None:
            raise rigs.Failed(f"{self.program.name}'s {self} has no place on the screen")
        return found

    def await_place(self):
        """Pages slide in and dialogs grow: back when it keeps still."""
        seen = []

        def still():
            seen.append(self.extents())
            return len(seen) > 1 and seen[-1] == seen[-2] and seen[-1][2] > 0
        self.program.screen.wait_for(still, f"{self} to keep still", every=0.06)

    def find_curtain(self):
        """The extents of whatever it is scrolled out of; None: it can be seen."""
        x, y, w, h = self.extents()
        above = self.parent
        while above.parent:
            left, top, width, height = above.extents()
            if height > 0 and not top <= y + h // 2 <= top + height:
                return left, top, width, height
            above = above.parent
        return None

    def scroll_to(self):
        """With the wheel, over the margin: what lies further in may take it for its
        own."""
        for _ in range(60):
            curtain = self.find_curtain()
            if curtain is None:
                return
            left, top, _, height = curtain
            before = self.extents()
            x, y = self.origin()
            self.program.screen.click(x + left + 9, y + top + height // 2,
                                      4 if before[1] < top else 5)
            self.program.screen.wait_for(lambda: self.extents() != before,
                                         f"{self} to be scrolled", 5, every=0.06)
            self.await_place()
        raise rigs.Failed(f"{self.program.name}'s {self} cannot be scrolled to")

    def origin(self):
        """Where its window's frame begins on the screen. The X window is larger by what
        GTK draws around the frame."""
        screen, top = self.program.screen, self.top()
        words = screen.run("xdotool", "getwindowgeometry", "--shell",
                           self.program.window_id(top.name))
        at = dict(line.split("=") for line in words.splitlines())
        _, _, width, height = top.extents()
        return (int(at["X"]) + (int(at["WIDTH"]) - width) // 2,
                int(at["Y"]) + (int(at["HEIGHT"]) - height) // 2)

    def middle(self):
        """Where it is on the screen, in sight."""
        self.await_place()
        self.scroll_to()
        left, top = self.origin()
        x, y, w, h = self.extents()
        return left + x + w // 2, top + y + h // 2

    def click(self, button=1):
        self.program.raise_up(self.top().name)
        self.program.screen.click(*self.middle(), button)

    def right_click(self):
        self.click(3)
