#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Draw the handshake from the tables that the library plays.

usage: draw_handshake.py [--check]

Writes doc/handshake.md; with --check it only says whether that file is up to date.
"""

import argparse
import re
import sys
from collections import namedtuple
from pathlib import Path

from source import find_functions, strip_comments

ROOT = Path(__file__).resolve().parent.parent
DRAWING = "doc/handshake.md"
SKIPPED = 77

Script = namedtuple("Script", "name caption file rows")
Row = namedtuple("Row", "kind sender name when client server")

SCRIPT = re.compile(r"((?:/\*(?:(?!\*/).)*\*/\s*)*)const struct step (\w+)\[\]\s*=\s*\{(.*?)\n\};",
                    re.DOTALL)
ROW = re.compile(r"\b(MESSAGE|MAYBE|ACTION|NEW_CIPHER)\s*\(")
ARGUMENT = re.compile(r'"[^"]*"|[^"]')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
NOTHING = ("NULL", "write_nothing", "read_nothing")

INTRODUCTION = """# The handshake

Drawn by `tools/draw_handshake.py` from the tables in `lib/handshake/`; to change the drawing, change
the tables. A table is a script in the order of the wire: the driver plays it on both sides, each
side doing its own part of a row.

A message that stands by itself comes always; what is in brackets comes when the words beside it hold.
With a star the sender decides and the reader looks what comes. A dot is local work: choose, derive,
switch keys, ask the application. It may stall and is then run again. Files are below
`lib/handshake/`.
"""

COLUMN = 34
ARROW = "-------->"


def arguments_at(text, start):
    """The arguments of a macro whose parenthesis was opened before `start`."""
    parts, part, depth = [], "", 1
    for token in ARGUMENT.findall(text[start:]):
        depth += (token == "(") - (token == ")")
        if depth == 0:
            break
        if token == "," and depth == 1:
            parts.append(part)
            part = ""
        else:
            part += token
    return [" ".join(part.split()) for part in [*parts, part]]


def read_row(kind, arguments):
    """One row of a script, whatever its kind."""
    if kind == "ACTION":
        name, when, client, server = arguments
        return Row(kind, None, name.strip('"'), when, client, server)
    if kind == "NEW_CIPHER":
        sender, name, switch = arguments
        return Row(kind, sender, message_name(name.strip('"')), "always", switch, switch)
    sender, message, when, write, read = arguments
    client, server = (write, read) if sender == "CLIENT" else (read, write)
    return Row(kind, sender, message_name(message), when, client, server)


def message_name(constant):
    """CLIENT_HELLO as the standard writes it: ClientHello."""
    return "".join(word.capitalize() for word in constant.split("_"))


def read_scripts(directory):
    """The scripts in the sources, the first one first."""
    scripts = []
    for path in sorted(Path(directory).rglob("script.c"), key=lambda p: (len(p.parts), p)):
        for match in SCRIPT.finditer(path.read_text(encoding="utf-8")):
            comment, name, body = match.groups()
            body = COMMENT.sub(" ", body)
            rows = [read_row(row.group(1), arguments_at(body, row.end()))
                    for row in ROW.finditer(body)]
            caption = " ".join(re.sub(r"clang-format o\w+|/\*|\*/|\n \*", " ", comment).split())
            scripts.append(Script(name, caption, path.relative_to(directory).as_posix(), rows))
    return scripts


def words(condition):
    """A condition as words; empty when it always holds."""
    return "" if condition == "always" else condition.replace("_", " ")


def draw_row(row):
    """One line of the figure: client on the left, server on the right."""
    name = f"[{row.name}]" if row.when != "always" else row.name
    name += "*" if row.kind == "MAYBE" else ""
    if row.kind == "ACTION":
        dot = f". {name}"
        left = dot if row.client not in NOTHING else ""
        right = dot if row.server not in NOTHING else ""
        line = f"{left:<{COLUMN}} {'':<{len(ARROW)}} {right}"
    elif row.sender == "CLIENT":
        line = f"{name:<{COLUMN}} {ARROW}"
    else:
        line = f"{'':<{COLUMN}} {'<' + ARROW[:0:-1].replace('>', '-')} {name}"
    note = words(row.when)
    return f"{line:<{2 * COLUMN + len(ARROW) + 2}} {note}".rstrip()


def draw_script(script, homes):
    """A script as a figure and as a table of who does what."""
    lines = [f"## `{script.name}`", "", f"`{script.file}`. {script.caption}".rstrip(), "", "```"]
    lines.append(f"{'Client':<{COLUMN}} {'':<{len(ARROW)}} Server")
    lines += ["", *(draw_row(row) for row in script.rows), "```", ""]
    lines += ["| row | the client | the server |", "|---|---|---|"]
    lines += [f"| {row.name} | {linked(row.client, homes)} | {linked(row.server, homes)} |"
              for row in script.rows]
    return lines + [""]


def linked(function, homes):
    """A function and the file it is in."""
    if function in NOTHING:
        return ""
    return f"`{function}` ({homes[function]})" if function in homes else f"`{function}`"


def find_homes(directory):
    """Return {function: file} of the room."""
    homes = {}
    for path in sorted(Path(directory).rglob("*.c")):
        for function in find_functions(strip_comments(path.read_text(encoding="utf-8"))):
            homes[function.name] = path.relative_to(directory).as_posix()
    return homes


def draw(directory):
    """The whole document, or None when there is no script."""
    scripts = read_scripts(directory)
    if not scripts:
        return None
    homes = find_homes(directory)
    lines = INTRODUCTION.split("\n")
    for script in scripts:
        lines += draw_script(script, homes)
    return "\n".join(lines).rstrip("\n") + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=ROOT, help="top of the source tree")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    text, path = draw(options.root / "lib/handshake"), options.root / DRAWING
    if text is None:
        print("there is no script yet")
        return SKIPPED
    if not options.check:
        path.write_text(text, encoding="utf-8")
        return 0
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        print(f"{DRAWING} is not up to date: run tools/draw_handshake.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
