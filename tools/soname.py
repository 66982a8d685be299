#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Print the soname of a shared object that the linker would take: soname.py NAME COMPILER...

What is loaded later is looked for by this name, since it is the one of the version whose headers
the library was built with.
"""

import re
import subprocess
import sys
from pathlib import Path


def said(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def main():
    name, *compiler = sys.argv[1:]
    path = Path(said(*compiler, f"-print-file-name=lib{name}.so"))
    if not path.is_absolute():
        sys.exit(f"soname.py: {' '.join(compiler)} does not find lib{name}.so")
    found = re.search(r"\(SONAME\).*\[(.+)\]", said("readelf", "-d", str(path)))
    if not found:
        sys.exit(f"soname.py: {path} has no soname")
    print(found[1])


if __name__ == "__main__":
    main()
