#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Check that sources, manifest, headers and shared object agree.

Every function marked API in lib/ is full or partial in the manifest, and the
reverse; the shared object exports what the manifest says, each symbol at its
version, and nothing else; every symbol is declared in the header that the
manifest names; the version nodes stand in their order. libreprise.so.0 exports
what is declared in reprise.h, and is bound when it is loaded.
"""

import argparse
import re
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

from manifest import (BEHIND_NODE, BEHIND_PREFIX, COVERAGE, IMPLEMENTED, MANIFEST, NODES, OWN_NODE,
                      OWN_PREFIX, PRIVATE_PREFIX, ROOT, ManifestError, coverage, find_marked,
                      read_manifest, read_nodes)
from usage import USAGE, read_usage

SONAME = "libgnutls.so.30"
OWN_SONAME = "libreprise.so.0"
OWN_HEADER = "reprise.h"
DEFINED = IMPLEMENTED + ("stub",)
IN_NO_HEADER = "-"

Export = namedtuple("Export", "version default kind")


def readelf(*arguments):
    """What readelf prints, untranslated."""
    done = subprocess.run(["readelf", "-W", *arguments], capture_output=True, text=True,
                          check=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin:/usr/local/bin"})
    return done.stdout


def read_exports(library):
    """Return {name: Export} for what the shared object defines."""
    exports = {}
    for line in readelf("--dyn-syms", library).splitlines():
        fields = line.split()
        if len(fields) < 8 or not re.fullmatch(r"\d+:", fields[0]):
            continue
        kind, binding, section, name = fields[3], fields[4], fields[6], fields[7]
        if section in ("UND", "ABS") or binding == "LOCAL":
            continue
        name, _, version = name.partition("@")
        exports[name] = Export(version.lstrip("@"), version.startswith("@"), kind)
    return exports


def read_versions(library):
    """Return [(node, parent)] of the shared object, in its order."""
    nodes = []
    for line in readelf("--version-info", library).splitlines():
        match = re.search(r"Flags: (\w+).*Name: (\S+)", line)
        parent = re.search(r"Parent \d+: (\S+)", line)
        if match and match.group(1) != "BASE" and "Rev:" in line:
            nodes.append([match.group(2), None])
        elif parent and nodes:
            nodes[-1][1] = parent.group(1)
    return [tuple(node) for node in nodes]


def check_sources(symbols, marked):
    """Sources and manifest, in both directions."""
    for name, file in marked.items():
        if name.startswith(OWN_PREFIX):
            continue
        if name not in symbols:
            yield f"{file}: {name} is marked API, but no symbol of the ABI"
        elif symbols[name].status not in IMPLEMENTED:
            yield f"{file}: {name} is marked API, but '{symbols[name].status}' in the manifest"
        elif symbols[name].where.split(";")[0] != file:
            yield f"{file}: {name} is said to be in {symbols[name].where.split(';')[0]}"
    for symbol in symbols.values():
        if symbol.status in IMPLEMENTED and symbol.name not in marked:
            yield f"manifest: {symbol.name} is '{symbol.status}', but nothing in lib/ is marked so"


def check_exports(symbols, exports, variables):
    """Manifest and shared object, in both directions."""
    for symbol in symbols.values():
        if symbol.status not in DEFINED:
            continue
        export = exports.get(symbol.name)
        if export is None:
            yield f"library: {symbol.name} is '{symbol.status}', but not exported"
        elif export.version != symbol.version or not export.default:
            yield f"library: {symbol.name} has version {export.version}, not {symbol.version}"
        elif (export.kind == "OBJECT") != (symbol.name in variables):
            yield f"library: {symbol.name} is {export.kind}, against its header"
    for name, export in exports.items():
        private = (name.startswith((BEHIND_PREFIX, PRIVATE_PREFIX))
                   and export.version == BEHIND_NODE)
        if not private and (name not in symbols or symbols[name].status not in DEFINED):
            yield f"library: {name} is exported, but not by the manifest"


def check_versions(library, nodes):
    """The version nodes of the shared object, with their parents."""
    expected = [(node.name, node.parent) for node in nodes]
    found = read_versions(library)
    if found != expected:
        yield f"library: version nodes are {found}, not {expected}"
    if f"[{SONAME}]" not in readelf("-d", library):
        yield f"library: the soname is not {SONAME}"


def check_additions(library, header, marked):
    """The library of our own: its soname, what it needs, what it exports."""
    dynamic = readelf("-d", library)
    for what, pattern in (("soname", rf"SONAME.*\[{re.escape(OWN_SONAME)}\]"),
                          ("need of our libgnutls", rf"NEEDED.*\[{re.escape(SONAME)}\]"),
                          ("wish to be bound at once", r"FLAGS_1.*\bNOW\b")):
        if not re.search(pattern, dynamic):
            yield f"additions: the library has no {what}"
    declared = set(re.findall(rf"\b({OWN_PREFIX}\w+)\s*\(", header))
    exports = read_exports(library)
    for name in sorted(declared | {name for name in marked if name.startswith(OWN_PREFIX)}):
        if name not in declared:
            yield f"{OWN_HEADER}: {name} is not declared"
        elif name not in marked:
            yield f"additions: {name} is declared, but nothing in lib/ is marked so"
        elif name not in exports or exports[name].version != OWN_NODE:
            yield f"additions: {name} is not exported at {OWN_NODE}"
    for name in sorted(set(exports) - declared):
        yield f"additions: {name} is exported, but not declared"


def read_headers(directory):
    """Return {header: its text without comments}."""
    texts = {}
    for path in sorted(Path(directory).glob("gnutls/*.h")):
        texts[path.name] = re.sub(r"/\*.*?\*/", " ", path.read_text(encoding="utf-8"),
                                  flags=re.DOTALL)
    return texts


def check_headers(symbols, texts):
    """Every symbol is declared where the manifest says."""
    words = {name: set(re.findall(r"\w+", text)) for name, text in texts.items()}
    for symbol in symbols.values():
        if symbol.header != IN_NO_HEADER and symbol.name not in words.get(symbol.header, ()):
            yield f"{symbol.header}: {symbol.name} is not declared"


def check_coverage(root, symbols):
    """The document says what the manifest says."""
    path = root / COVERAGE
    expected = coverage(symbols, read_usage(root / USAGE))
    if not path.is_file() or path.read_text(encoding="utf-8") != expected:
        yield f"{COVERAGE} is not up to date; run tools/manifest.py scan"


def find_variables(texts):
    """The names of public variables, and one that no header shows."""
    names = {"gnutls_secure_malloc"}
    for text in texts.values():
        for declaration in re.findall(r"^extern ([^;\"]*);", text, re.MULTILINE):
            pointer = re.search(r"\(\*(\w+)\)", declaration)
            names.add(pointer.group(1) if pointer else declaration.split()[-1])
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=ROOT, help="top of the source tree")
    parser.add_argument("--lib", help="the shared object; without it only the sources are checked")
    parser.add_argument("--additions", help="the shared object of the additions")
    options = parser.parse_args()
    _, symbols = read_manifest(options.root / MANIFEST)
    texts = read_headers(options.root / "include")
    marked = find_marked(options.root / "lib")
    faults = list(check_sources(symbols, marked))
    faults += check_headers(symbols, texts)
    faults += check_coverage(options.root, symbols)
    if options.lib:
        faults += check_exports(symbols, read_exports(options.lib), find_variables(texts))
        faults += check_versions(options.lib, read_nodes(options.root / NODES))
    if options.additions:
        faults += check_additions(options.additions, texts[OWN_HEADER], marked)
    for fault in faults:
        print(fault)
    implemented = sum(1 for symbol in symbols.values() if symbol.status in IMPLEMENTED)
    print(f"{implemented} of {len(symbols)} symbols implemented, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (ManifestError, OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"check_abi: {error}")
