#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Write the linker's version script from the manifest.

Every version node is there, in its order and with its parent, so that a program
linked against another release finds the versions it names. Exported are the
symbols that are there, and what libreprise.so.0 stands on, among the private ones.
"""

import sys

from manifest import (BEHIND_NODE, BEHIND_PREFIX, PRIVATE_PREFIX, ManifestError, read_manifest,
                      read_nodes)

EXPORTED = ("full", "partial", "stub")


def version_script(symbols, nodes):
    """The text of the version script."""
    lines = ["/* Made by gen_map.py from the manifest. */"]
    for node in nodes:
        lines += ["", f"{node.name} {{"]
        names = [s.name for s in symbols.values() if s.version == node.name]
        exported = [name for name in names if symbols[name].status in EXPORTED]
        if node.name == BEHIND_NODE:
            exported += [f"{PRIVATE_PREFIX}*", f"{BEHIND_PREFIX}*"]
        if exported:
            lines.append("  global:")
            lines += [f"    {name};" for name in exported]
        if node is nodes[-1]:
            lines += ["  local:", "    *;"]
        lines.append(f"}} {node.parent};" if node.parent else "};")
    return "\n".join(lines) + "\n"


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: gen_map.py MANIFEST NODES OUTPUT")
    manifest, nodes, output = sys.argv[1:]
    _, symbols = read_manifest(manifest)
    text = version_script(symbols, read_nodes(nodes))
    with open(output, "w", encoding="utf-8") as stream:
        stream.write(text)


if __name__ == "__main__":
    try:
        main()
    except (ManifestError, OSError) as error:
        sys.exit(f"gen_map: {error}")
