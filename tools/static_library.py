#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Make the static library: all objects in one, showing what the shared object shows.

    static_library.py OBJCOPY AR MANIFEST ARCHIVE OUTPUT [PATTERN...] -- BIND...

Hidden symbols are hidden from programs by the linker of a shared object; an archive leaves them
in the way of the program's own. So the objects are bound to each other first, and then every
name becomes local but those of the manifest and those that a pattern matches. BIND is the compiler
with what makes it bind objects into one.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from gen_map import EXPORTED
from manifest import ManifestError, read_manifest


def kept(manifest, patterns):
    """The names that stay, one a line, as objcopy reads them."""
    _, symbols = read_manifest(manifest)
    names = [symbol.name for symbol in symbols.values() if symbol.status in EXPORTED]
    return "".join(f"{name}\n" for name in names + patterns)


def main():
    if "--" not in sys.argv[6:]:
        sys.exit(__doc__)
    words, bind = sys.argv[1:sys.argv.index("--")], sys.argv[sys.argv.index("--") + 1:]
    objcopy, archiver, manifest, archive, output, *patterns = words
    with tempfile.TemporaryDirectory() as scratch:
        one = Path(scratch) / (Path(output).stem + ".o")
        names = Path(scratch) / "names"
        names.write_text(kept(manifest, patterns), encoding="utf-8")
        Path(output).unlink(missing_ok=True)
        for command in (
            [*bind, "-Wl,--whole-archive", archive, "-o", one],
            [objcopy, "--wildcard", f"--keep-global-symbols={names}", one],
            [archiver, "rcsD", output, one],
        ):
            subprocess.run(command, check=True)


if __name__ == "__main__":
    try:
        main()
    except (ManifestError, OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"static_library: {error}")
