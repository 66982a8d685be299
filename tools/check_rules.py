#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Check the rules of the house: what a program can see of them.

Each rule has a name and a function here; a fault is printed as
`file:line: Rule: what is wrong`. The design behind them is in doc/.
"""

import argparse
import re
import sys
from pathlib import Path

import docstring
from source import find_functions, line_at, parameters, strip_comments

ROOT = Path(__file__).resolve().parent.parent

FLOORS = {
    "base": 0,
    "wire": 1, "crypto": 1,
    "algorithms": 2,
    "session": 3, "record": 3, "pki": 3,
    "credentials": 4, "priority": 4,
    "handshake": 5,
    "connection": 6,
    "api": 7, "compat": 7,
    "additions": 8,
}
NO_ROOM = {"abi"}
CODE_FOLDERS = ("lib", "programs", "tests")

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60
MAX_API_BODY_LINES = 25
MAX_DOORPLATE_LINES = 80

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
CONDITIONAL = re.compile(r"^[ \t]*#[ \t]*(?:if|ifdef|ifndef|elif|else)\b", re.MULTILINE)


def calls(*names):
    """A pattern for calls of these functions, not of members or longer names."""
    return re.compile(r"(?<![\w.>])(?:" + "|".join(names) + r")\s*\(")


# What has one home: a name, a pattern for includes or code, and the files that may have it.
HOMES = (
    ("nettle", re.compile(r"nettle/|hogweed"), None, "crypto/"),
    ("gmp", re.compile(r"gmp\.h$"), None, "crypto/"),
    ("libsodium", re.compile(r"sodium"), None, "crypto/"),
    ("sockets", re.compile(r"sys/(socket|select|epoll)\.h$|^poll\.h$|netinet/|^netdb\.h$"),
     calls("sendmsg", "recvmsg", "sendto", "recvfrom", "poll", "getsockopt", "setsockopt"),
     "record/transport_socket.c"),
    ("the time", None,
     calls("time", "clock_gettime", "gettimeofday", "timespec_get", "clock", "ftime"),
     "base/clock.c"),
    ("loading", re.compile(r"^dlfcn\.h$"), None, "base/late_library.c"),
    ("memory", None,
     calls("malloc", "calloc", "realloc", "reallocarray", "free", "strdup", "strndup", "asprintf",
           "vasprintf", "alloca", "aligned_alloc", "posix_memalign", "open_memstream"),
     "base/memory.c"),
)

BLIND = re.compile(r"\bgnutls_session_t\b|\bgnutls_session_int\b|\bstruct (?:handshake|connection)\b")
ASKS_THE_CLOCK = calls(r"clock_(?:system|wall_ms|steady_ms)")
MAY_ASK_THE_CLOCK = ("base/clock", "record/transport_socket.c", "connection/", "api/")
MOVES_BYTES = calls(r"transport_\w+", r"inbound_\w+", r"outbound_\w+", r"flight_flush", r"clock_\w+")
CALLBACK_MEMBER = re.compile(r"\bgnutls_\w+_func(?:tion)?\d?[ \t]*\*?[ \t]*(\w+);")
MAY_CALL_BACK = ("base/", "crypto/", "connection/", "record/transport", "handshake/hooks.c", "api/",
                 "handshake/extensions/custom.c",
                 "handshake/extensions/registry.c", "handshake/extensions/raw.c", "session/cache.c", "session/anti_replay.c",
                 "credentials/", "pki/")
ACTION_ROW = re.compile(r"\bACTION\s*\(([^)]*)\)")
SPOKEN_ROW = re.compile(r"\b(?:MESSAGE|MAYBE)\s*\(([^)]*)\)")
BARE_SECRET = re.compile(
    r"(?:uint8_t|unsigned char|void|char)\s*\*\s*(?:\w+_)?(?:key|secret|psk|master_secret)\s*[,)]"
)
STATIC_STATE = re.compile(r"^static (?!const\b|inline\b)[^(;={]*[;=]", re.MULTILINE)
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X{3})\b(?!\s*\(?#\d)")


class File:
    """A source file, with its code and functions read when they are first asked for."""

    def __init__(self, root, path):
        self.path = path.relative_to(root).as_posix()
        self.text = path.read_text(encoding="utf-8")
        self.lines = self.text.count("\n")
        self.code = strip_comments(self.text)
        inside = self.path.split("/")
        self.inside = "/".join(inside[1:]) if inside[0] == "lib" else None
        self.room = inside[1] if self.inside and len(inside) > 2 else None
        self.is_c = self.path.endswith((".c", ".h"))
        self._functions = None

    @property
    def functions(self):
        if self._functions is None:
            self._functions = find_functions(self.code)
        return self._functions

    def includes(self):
        """Yield (line, bracket, name) of each include; the text has what the code has lost."""
        for match in INCLUDE.finditer(self.text):
            yield line_at(self.text, match.start()), match.group(1), match.group(2)

    def matches(self, pattern):
        """Yield (line, match) in the code."""
        for match in pattern.finditer(self.code):
            yield line_at(self.code, match.start()), match

    def fault(self, line, rule, message):
        return f"{self.path}:{line}: {rule}: {message}"


# ---------------------------------------------------------------- rules of the rooms


def check_floors(file, house):
    """Includes point down or stay in the room."""
    if file.room is None:
        return
    for line, bracket, name in file.includes():
        target = name.split("/")[0] if "/" in name else None
        if bracket == "<":
            if target in FLOORS:
                yield file.fault(line, "Floors", f'our own headers are written "{name}"')
        elif target not in FLOORS:
            yield file.fault(line, "Floors", f'includes are written "room/file.h", not "{name}"')
        elif target != file.room and FLOORS[target] >= FLOORS[file.room]:
            yield file.fault(line, "Floors", f"{file.room}/ (floor {FLOORS[file.room]}) may not see "
                                             f"{target}/ (floor {FLOORS[target]})")
    if file.room not in FLOORS and file.room not in NO_ROOM:
        yield file.fault(1, "Floors", f"the room {file.room}/ stands on no floor")


def check_doors(file, house):
    """A room's internal.h stays inside."""
    for line, _, name in file.includes():
        parts = name.split("/")
        if parts[-1] != "internal.h" or len(parts) < 2:
            continue
        if file.room != parts[0] and not file.path.startswith(f"tests/unit/{parts[0]}/"):
            yield file.fault(line, "Doors", f"{name} may only be included inside {parts[0]}/")


def check_one_home(file, house):
    """What has one home is not met elsewhere."""
    if file.inside is None:
        return
    for what, include, code, home in HOMES:
        if file.inside.startswith(home):
            continue
        for line, _, name in file.includes():
            if include and include.search(name):
                yield file.fault(line, "One home", f"{what} lives in {home} ({name})")
        if code:
            for line, match in file.matches(code):
                yield file.fault(line, "One home", f"{what} lives in {home} ({match.group(0)}…)")


def check_blind_heart(file, house):
    """The heart knows no connection."""
    if file.room != "session":
        return
    for line, match in file.matches(BLIND):
        yield file.fault(line, "Blind heart", f"session/ may not name '{match.group(0)}'")


def check_clock(file, house):
    """Inner rooms take time as an argument."""
    if file.room is None or file.inside.startswith(MAY_ASK_THE_CLOCK):
        return
    for line, _ in file.matches(ASKS_THE_CLOCK):
        yield file.fault(line, "Dry handlers", "only connection/ and api/ ask the clock; "
                                               "take the time as an argument")


def check_dry_handlers(file, house):
    """Extensions neither move bytes nor ask the time."""
    if file.inside is None or not file.inside.startswith("handshake/extensions/"):
        return
    for line, match in file.matches(MOVES_BYTES):
        yield file.fault(line, "Dry handlers", f"an extension does no I/O ({match.group(0)}…)")


def check_callbacks(file, house):
    """Functions of the application are called from few places."""
    if file.inside is None or file.inside.startswith(MAY_CALL_BACK) or not house.callback:
        return
    for line, match in file.matches(house.callback):
        owner = next((f.name for f in file.functions if f.first <= line <= f.last), None)
        beside_action = any(f.name in house.actions for f in file.functions)
        if not beside_action or owner in house.spoken:
            yield file.fault(line, "Callbacks in the open", f"{match.group(0)}…) calls the "
                             "application; only actions, hooks and connection/ may")


def check_secrets(file, house):
    """Secrets travel as what they are."""
    if file.room in (None, "api") or not file.path.endswith(".h"):
        return
    if file.inside == "crypto/internal.h":  # where secrets meet the primitives
        return
    for line, match in file.matches(BARE_SECRET):
        yield file.fault(line, "Every buffer is secret", f"'{match.group(0).rstrip(',)')}': pass a "
                                                         "struct secret")


def check_choose_files(file, house):
    """Options choose files; there is no #if inside a function."""
    if file.inside is None:
        return
    directives = [line for line, _ in file.matches(CONDITIONAL)]
    for function in file.functions if directives else ():
        for line in directives:
            if function.first < line < function.last:
                yield file.fault(line, "Choose files", f"#if inside {function.name}(); "
                                                       "let meson.build choose a file")


# ---------------------------------------------------------------- rules of size and dress


def check_dress(file, house):
    """Licence, header line, nothing unfinished."""
    lines = file.text.split("\n", 3)
    if "SPDX-License-Identifier: LGPL-2.1-or-later" not in "\n".join(lines[:2]):
        yield file.fault(1, "Dress", "the first line is the SPDX line")
    elif file.is_c and not lines[1].startswith(f"/* {file.path.rsplit('/', 1)[1]} - "):
        yield file.fault(2, "Dress", "the second line says what the file is: /* name.c - … */")
    for match in UNFINISHED.finditer(file.text):
        yield file.fault(line_at(file.text, match.start()), "Dress", "unfinished work without the number of an issue")


def check_sizes(file, house):
    """Files and functions that can be read."""
    vectors = file.path.startswith("tests/") and file.is_c and not file.functions
    if file.lines > MAX_FILE_LINES and not vectors:
        yield file.fault(1, "Sizes", f"{file.lines} lines; stop at {MAX_FILE_LINES}")
    for function in file.functions if file.is_c else ():
        length = function.last - function.first + 1
        if length > MAX_FUNCTION_LINES:
            yield file.fault(function.first, "Sizes",
                             f"{function.name}() has {length} lines; stop at {MAX_FUNCTION_LINES}")


def check_thin_api(file, house):
    """A function in api/ is short and keeps nothing."""
    if file.room not in ("api", "additions"):
        return
    for function in file.functions:
        if function.body_lines > MAX_API_BODY_LINES:
            yield file.fault(function.first, "Thin API", f"{function.name}() has "
                             f"{function.body_lines} lines; stop at {MAX_API_BODY_LINES}")
    for line, match in file.matches(STATIC_STATE):
        yield file.fault(line, "Thin API", f"api/ has no state of its own ({match.group(0)})")


def check_docstrings(file, house):
    """Public functions carry their documentation, dated as their symbols are."""
    if file.inside is None or not file.path.endswith(".c"):
        return
    public = [f for f in file.functions if re.match(r"API\b", f.signature)]
    documents = docstring.find(file.text) if public else {}
    for function in public:
        document = documents.get(function.name)
        if document is None or document.last != function.first - 1:
            yield file.fault(function.first, "Docstrings", f"{function.name}() has none above it")
            continue
        returns = not re.match(r"API void \w", function.signature)
        node = house.nodes.get(function.name)
        for fault in docstring.faults(document, parameters(function.signature), returns, node):
            yield file.fault(document.first, "Docstrings", f"{function.name}(): {fault}")


RULES = (
    check_floors, check_doors, check_one_home, check_blind_heart, check_clock, check_dry_handlers,
    check_callbacks, check_secrets, check_choose_files, check_dress, check_sizes, check_thin_api,
    check_docstrings,
)


class House:
    """All files, and what rules need to know of more than one of them."""

    def __init__(self, root):
        self.root = root
        self.files = [File(root, path) for path in sorted(self.find(root))]
        names, actions, spoken = set(), "", ""
        for file in self.files:
            if file.inside is None:
                continue
            if file.path.endswith(".h"):
                names.update(match.group(1) for _, match in file.matches(CALLBACK_MEMBER))
            if file.path.endswith("script.c"):
                actions += " ".join(match.group(1) for _, match in file.matches(ACTION_ROW))
                spoken += " ".join(match.group(1) for _, match in file.matches(SPOKEN_ROW))
        self.nodes = self.find_nodes(root)
        self.actions = set(re.findall(r"\w+", actions))
        self.spoken = set(re.findall(r"\w+", spoken))
        members = "|".join(sorted(names))
        self.callback = re.compile(r"(?:->|\.)(?:" + members + r")\s*\(") if names else None

    @staticmethod
    def find(root):
        for folder in CODE_FOLDERS:
            for suffix in ("*.c", "*.h", "*.py"):
                yield from (root / folder).rglob(suffix)
        yield from (root / "tools").glob("*.py")
        yield from (root / "include").rglob("*.h")

    @staticmethod
    def find_nodes(root):
        """{symbol: version node}"""
        nodes = {}
        for path in (root / "lib/abi").glob("*.symbols"):
            for line in path.read_text(encoding="utf-8").splitlines():
                words = line.split()
                if len(words) > 1 and not line.startswith("#"):
                    nodes[words[0]] = words[1]
        return nodes

    def doorplates(self):
        """Each room says what it is for."""
        rooms = {file.room for file in self.files if file.room and file.path.endswith(".c")}
        for room in sorted(rooms):
            plate = self.root / "lib" / room / "README.md"
            if not plate.is_file():
                yield f"lib/{room}/README.md:1: Doorplates: is missing"
            elif len(plate.read_text(encoding="utf-8").splitlines()) > MAX_DOORPLATE_LINES:
                yield f"lib/{room}/README.md:1: Doorplates: is longer than a page"

    def faults(self):
        for file in self.files:
            public_header = file.path.startswith("include/")
            for rule in RULES:
                if public_header and rule is check_sizes:
                    continue
                if not file.is_c and rule not in (check_dress, check_sizes):
                    continue
                yield from rule(file, self)
        yield from self.doorplates()


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=ROOT, help="top of the source tree")
    options = parser.parse_args()
    house = House(options.root.resolve())
    faults = list(house.faults())
    for fault in faults:
        print(fault)
    if faults:
        print(f"{len(faults)} faults in {len(house.files)} files")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
