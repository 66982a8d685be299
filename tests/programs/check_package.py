#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Make the package of the distribution, unpack it elsewhere, and run what is in it.

usage: check_package.py [FOLDER]

FOLDER keeps the build for the next time. Skipped where dpkg-deb is not there.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PREFIX = "opt/reprise"
OUTSIDE = {Path("usr/share/doc/reprise/copyright")}


def run(*command):
    """What a command prints; its failure is ours, and so is what it complains of."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                          check=False)
    if done.returncode != 0 or done.stderr:
        raise AssertionError(f"{command[0]} failed: {done.stdout}{done.stderr}")
    return done.stdout.strip()


def expect(what, found, expected):
    if found != expected:
        raise AssertionError(f"{what} is '{found}', not '{expected}'")


def check(folder, root):
    package = run("sh", TOP / "tools/package.sh", folder).splitlines()[-1]
    depends = run("dpkg-deb", "--field", package, "Depends")
    for library in ("libc6 ", "libgmp10", "libnettle", "libhogweed"):
        expect(f"that '{depends}' names {library}", library in depends, True)
    recommends = run("dpkg-deb", "--field", package, "Recommends")
    for library in ("libidn2-0", "libunistring"):
        expect(f"that '{recommends}' names {library}", library in recommends, True)
        expect(f"that '{depends}' does not name {library}", library in depends, False)
    expect("the owners of the files",
           set(re.findall(r"^\S+ (\S+)", run("dpkg-deb", "--contents", package), re.MULTILINE)),
           {"root/root"})

    run("dpkg-deb", "-x", package, root)
    files = {path.relative_to(root) for path in root.rglob("*") if not path.is_dir()}
    expect("what lies outside the prefix",
           {path for path in files if not path.is_relative_to(PREFIX)}, OUTSIDE)

    for name in ("libgnutls.so.30", "libgnutls.a", "libreprise.so.0", "pkgconfig/gnutls.pc"):
        expect(f"that {name} is there", Path(PREFIX) / "lib" / name in files, True)

    starter = root / PREFIX / "bin/reprise-run"
    resume = root / PREFIX / "bin/gnutls-resume"
    loaded = re.search(r"libgnutls\.so\.30 => (\S+)", run(starter, "ldd", resume)).group(1)
    expect("the library under a program", loaded, str(root / PREFIX / "lib/libgnutls.so.30"))
    expect("that a server resumes, to the program,",
           "This server resumes: 2 of 2 sessions." in run(starter, resume), True)


def main():
    if not shutil.which("dpkg-deb"):
        print("skipped: dpkg-deb is not there")
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = sys.argv[1] if len(sys.argv) > 1 else Path(scratch) / "package"
        check(folder, Path(scratch) / "root")
    print("the package unpacks, loads and resumes")


if __name__ == "__main__":
    try:
        main()
    except AssertionError as fault:
        sys.exit(f"check_package: {fault}")
