#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Read and change the manifest of the ABI.

  manifest.py scan                          what is marked API in lib/ becomes full;
                                            doc/coverage.md is written anew
  manifest.py set full api/x.c NAME...      the same by hand
  manifest.py set partial "api/x.c; what is missing" NAME...
  manifest.py implemented                   names that are full or partial, one a line
  manifest.py count                         how far we are

The manifest has one line per symbol: name, version, header, status, where.
Status is one of

  full      does what the API says; `where` is the file below lib/
  partial   the same, but something is missing; said after a semicolon
  stub      generated; `where` is what it returns, and why after a semicolon
  planned   not there and not exported; `where` is a dash
"""

import argparse
import re
import sys
from collections import namedtuple
from pathlib import Path

from usage import USAGE, by_package, read_usage

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = "lib/abi/gnutls-3.8.3.symbols"
COVERAGE = "doc/coverage.md"
NODES = "lib/abi/gnutls-3.8.3.nodes"
OWN_NODE = "REPRISE_0"
OWN_PREFIX = "reprise_"
BEHIND_NODE = "GNUTLS_PRIVATE_3_4"
BEHIND_PREFIX = "_reprise_"
PRIVATE_PREFIX = "_gnutls_"
STATUSES = ("full", "partial", "stub", "planned")
IMPLEMENTED = ("full", "partial")

Symbol = namedtuple("Symbol", "name version header status where")
Node = namedtuple("Node", "name parent")

API_MARK = re.compile(r"^API\b([^{;=]*)[{;=]", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class ManifestError(Exception):
    """The manifest or its use is wrong."""


def read_manifest(path, repair=False):
    """Return the header comment and {name: Symbol} in the order of the file.

    With `repair` the leavings of a merge are passed over: markers, lines that are
    there twice, wrong order.
    """
    comment, symbols = [], {}
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            comment.append(line)
            continue
        if repair and re.match(r"(<<<<<<<|=======|>>>>>>>)", line):
            continue
        fields = line.split(None, 4)
        if len(fields) != 5:
            raise ManifestError(f"{path}:{number}: five columns are needed")
        symbol = Symbol(*fields)
        if symbol.status not in STATUSES:
            raise ManifestError(f"{path}:{number}: unknown status '{symbol.status}'")
        if symbol.status == "partial" and ";" not in symbol.where:
            raise ManifestError(f"{path}:{number}: 'partial' must say what is missing, after a ';'")
        if symbol.status == "stub" and ";" not in symbol.where:
            raise ManifestError(f"{path}:{number}: 'stub' must say why, after a ';'")
        if symbol.name in symbols and not repair:
            raise ManifestError(f"{path}:{number}: {symbol.name} is there twice; run scan")
        if symbol.name not in symbols or symbol.status != "planned":
            symbols[symbol.name] = symbol
    if list(symbols) != sorted(symbols) and not repair:
        raise ManifestError(f"{path}: the names are not sorted")
    return comment, symbols


def write_manifest(path, comment, symbols):
    """Write the manifest in columns, sorted by name."""
    lines = list(comment)
    for name in sorted(symbols):
        symbol = symbols[name]
        lines.append(
            f"{symbol.name:<55} {symbol.version:<18} {symbol.header:<13} "
            f"{symbol.status:<8} {symbol.where}"
        )
    Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_nodes(path):
    """Return the version nodes, each after its parent."""
    nodes = []
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, parent = line.split()
            nodes.append(Node(name, None if parent == "-" else parent))
    return nodes


def find_marked(directory):
    """Return {name: file below lib/} for what is marked API in the sources."""
    found = {}
    directory = Path(directory)
    for path in sorted(directory.rglob("*.c")):
        text = COMMENT.sub(" ", path.read_text(encoding="utf-8"))
        for match in API_MARK.finditer(text):
            name = declared_name(match.group(1))
            if name is None:
                raise ManifestError(f"{path}: cannot read 'API{match.group(1)}'")
            found[name] = path.relative_to(directory).as_posix()
    return found


def declared_name(declaration):
    """The name that a declaration is about: before its first parameter list."""
    pointer = re.search(r"\(\s*\*\s*(?:const\s+)?(\w+)\s*\)", declaration)
    if pointer:
        return pointer.group(1)
    head = re.sub(r"__attribute__\s*\(\(.*?\)\)|\[[^]]*\]", " ", declaration).split("(")[0]
    words = re.findall(r"\w+", head)
    return words[-1] if words else None


def place(symbol, file):
    """The symbol as implemented in a file; what is said to be missing stays."""
    if symbol.status == "partial":
        note = symbol.where.split(";", 1)[1]
        return symbol._replace(where=f"{file};{note}")
    return symbol._replace(status="full", where=file)


def scan(symbols, marked):
    """Bring status and where in line with what is marked API."""
    unknown = [n for n in marked if n not in symbols and not n.startswith(OWN_PREFIX)]
    if unknown:
        raise ManifestError("marked API, but not in the manifest: " + ", ".join(unknown))
    for name, symbol in symbols.items():
        if name in marked:
            symbols[name] = place(symbol, marked[name])
        elif symbol.status in IMPLEMENTED:
            symbols[name] = symbol._replace(status="planned", where="-")


def set_status(symbols, status, where, names):
    """Set status and where of some symbols."""
    for name in names:
        if name not in symbols:
            raise ManifestError(f"not in the manifest: {name}")
        symbols[name] = symbols[name]._replace(status=status, where=where)


def count(symbols):
    """Lines that say how many symbols have which status."""
    for status in STATUSES:
        number = sum(1 for symbol in symbols.values() if symbol.status == status)
        yield f"{number:5} {status}"
    yield f"{len(symbols):5} in all"


def coverage(symbols, usage=None):
    """The table of coverage, as a document; with what each package finds, if its usage is known."""
    headers = sorted({symbol.header for symbol in symbols.values()} - {"-"})
    lines = [
        "# Coverage",
        "",
        "How much of API 3.8.3 is there, by header; written by `tools/manifest.py` from",
        "`lib/abi/gnutls-3.8.3.symbols`, which says it of each function. A stub is there for the",
        "linker: it says in the log that it was called, and returns that it is not implemented. What",
        "is planned is not exported. Which programs were run is in [programs.md](programs.md).",
        "",
        "| header | symbols | full | partial | stub | planned |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for header in headers:
        there = [symbol.status for symbol in symbols.values() if symbol.header == header]
        numbers = [there.count(status) for status in STATUSES]
        lines.append(f"| `{header}` | {len(there)} | " + " | ".join(map(str, numbers)) + " |")
    lines += by_package(usage or {}, symbols)
    partial = [symbol for symbol in symbols.values() if symbol.status == "partial"]
    if partial:
        lines += ["", "## What is partial", ""]
        lines += [f"- `{symbol.name}`: {symbol.where.split(';', 1)[1].strip()}" for symbol in partial]
    stubs = {}
    for symbol in symbols.values():
        if symbol.status == "stub":
            stubs.setdefault(symbol.where.split(";", 1)[1].strip(), []).append(symbol.name)
    if stubs:
        lines += ["", "## What is a stub", "", "| why | functions |", "|---|---|"]
        lines += [f"| {reason} | {' '.join(f'`{name}`' for name in names)} |"
                  for reason, names in sorted(stubs.items())]
    return "\n".join(lines) + "\n"


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--root", type=Path, default=ROOT, help="top of the source tree")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("scan")
    commands.add_parser("implemented")
    commands.add_parser("count")
    setter = commands.add_parser("set")
    setter.add_argument("status", choices=STATUSES)
    setter.add_argument("where")
    setter.add_argument("names", nargs="+")
    return parser.parse_args()


def main():
    options = parse_arguments()
    path = options.root / MANIFEST
    comment, symbols = read_manifest(path, repair=options.command == "scan")
    if options.command == "implemented":
        print("\n".join(s.name for s in symbols.values() if s.status in IMPLEMENTED))
        return
    if options.command == "count":
        print("\n".join(count(symbols)))
        return
    if options.command == "scan":
        scan(symbols, find_marked(options.root / "lib"))
    else:
        set_status(symbols, options.status, options.where, options.names)
    write_manifest(path, comment, symbols)
    read_manifest(path)
    text = coverage(symbols, read_usage(options.root / USAGE))
    (options.root / COVERAGE).write_text(text, encoding="utf-8")
    print("\n".join(count(symbols)))


if __name__ == "__main__":
    try:
        main()
    except ManifestError as error:
        sys.exit(f"manifest: {error}")
    except BrokenPipeError:
        sys.exit(1)
