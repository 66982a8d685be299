#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compile each public header alone, and a file that uses every macro: as C99, and as
C++ where there is a C++ compiler.

usage: check_headers.py C_COMPILER C++_COMPILER|- INCLUDE_DIRECTORY
"""

import subprocess
import sys
from pathlib import Path

WARNINGS = ["-Wall", "-Wextra", "-Wundef", "-Werror", "-fsyntax-only"]


def languages(c_compiler, cpp_compiler):
    """The commands to try on each header."""
    yield [c_compiler, "-x", "c", "-std=c99", "-pedantic", *WARNINGS]
    yield [c_compiler, "-x", "c", "-std=gnu11", *WARNINGS]
    if cpp_compiler != "-":
        yield [cpp_compiler, "-x", "c++", "-std=c++98", *WARNINGS]
        yield [cpp_compiler, "-x", "c++", "-std=c++17", *WARNINGS]


def main():
    c_compiler, cpp_compiler, include = sys.argv[1:]
    sources = {"macros.c": Path(__file__).with_name("macros.c").read_text(encoding="utf-8")}
    for header in sorted(Path(include, "gnutls").glob("*.h")):
        sources[header.name] = f"#include <gnutls/{header.name}>\nint main(void) {{ return 0; }}\n"
    failed = 0
    for name, source in sources.items():
        for command in languages(c_compiler, cpp_compiler):
            done = subprocess.run([*command, "-I", include, "-"], input=source, text=True,
                                  capture_output=True, check=False)
            if done.returncode != 0:
                failed += 1
                print(f"{name}: {' '.join(command)}\n{done.stderr}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
