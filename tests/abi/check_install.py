#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Install into a folder, then compile and run a program that uses what is there.

usage: check_install.py BUILD_DIRECTORY C_COMPILER SOURCE SOURCE_WITH_ADDITIONS [COMPILER_OPTION...]

Skipped where meson or pkg-config is not there.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77
API_LEVEL = "3.8.3"
SONAME = "libgnutls.so.30"
OWN_SONAME = "libreprise.so.0"


def run(*command, **environment):
    """What a command prints; its failure is ours."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                          check=False, env=dict(os.environ, **environment))
    if done.returncode != 0:
        raise AssertionError(f"{command[0]} failed: {done.stdout}{done.stderr}")
    return done.stdout.strip()


def expect(what, found, expected):
    if found != expected:
        raise AssertionError(f"{what} is '{found}', not '{expected}'")


def pkg_config(root, folder):
    """A function that asks pkg-config about the installed tree alone."""
    def ask(*question, package="gnutls"):
        return run("pkg-config", *question, package, PKG_CONFIG_PATH=str(folder),
                   PKG_CONFIG_SYSROOT_DIR=str(root))
    return ask


def check(build, compiler, source, with_additions, options, root):
    run("meson", "install", "--no-rebuild", "-C", build, "--destdir", root)
    description = next(root.rglob("gnutls.pc"))
    ask = pkg_config(root, description.parent)
    expect("the version", ask("--modversion"), API_LEVEL)
    own_version = ask("--variable=reprise_version")
    expected = {source: f"{API_LEVEL} {own_version}", with_additions: "a guard that is shared"}
    expect("the level and our own version, to a program,",
           build_and_run(compiler, source, options, root,
                         ask("--cflags", "--libs").split(), {SONAME}),
           expected[source])
    expect("what a program says that uses an addition",
           build_and_run(compiler, with_additions, options, root,
                         ask("--cflags", "--libs", package="reprise").split(),
                         {SONAME, OWN_SONAME}),
           expected[with_additions])
    expect("the file that the soname leads to",
           (next(root.rglob(SONAME))).resolve().name.startswith(SONAME), True)
    check_run(root, own_version)
    if list(root.rglob("libgnutls.a")):
        check_static(compiler, expected, options, root, ask)
    headers = {path.name for path in next(root.rglob("include/gnutls")).iterdir()}
    expect("the installed headers that are missing",
           {path.name for path in Path(__file__).parents[2].glob("include/gnutls/*.h")} - headers,
           set())


def check_static(compiler, expected, options, root, ask):
    """The archives show what the shared objects show, and a program needs nothing else of ours."""
    for archive in root.rglob("lib*.a"):
        shared = next(root.rglob(archive.stem + ".so"))
        expect(f"what {archive.name} shows that {shared.name} does not, or not that",
               defined(archive) ^ defined("-D", shared), set())
    libraries = ask("--cflags", "--libs", "--static", package="reprise").split()
    libraries = [re.sub("^-l(gnutls|reprise)$", r"-l:lib\1.a", word) for word in libraries]
    whole = () if options else ("-static",)
    for source, words in expected.items():
        for kind in {(), whole}:
            program = root / "consumer"
            run(compiler, source, "-o", program, *kind, *libraries, *options)
            expect("what the program needs of ours", needed(program), set())
            expect("what a static program says", run(program), words)


def defined(*where):
    """The global names that are defined there; what begins with two underscores is the compiler's."""
    said = run("nm", "-g", "--defined-only", *where)
    names = set(re.findall(r" [TDBRVWi] ([^\s@]+)", said))
    return {name for name in names if not name.startswith("__")}


def needed(program):
    """Which of our shared objects the program names."""
    names = set(re.findall(r"NEEDED.*\[(.*)\]", run("readelf", "-d", program, LC_ALL="C")))
    return names & {SONAME, OWN_SONAME}


def check_run(root, own_version):
    """reprise-run gives a program this library, wherever the tree was put, and says so."""
    starter = next(root.rglob("bin/reprise-run"))
    library = next(root.rglob(SONAME)).parent
    expect("where its library is", run(starter, "--where"), str(library))
    expect("what it is", run(starter, "--version"),
           f"reprise-run {own_version}, API {API_LEVEL}")
    expect("the folders of a program", run(starter, "printenv", "LD_LIBRARY_PATH",
                                           LD_LIBRARY_PATH="/before"), f"{library}:/before")
    expect("an argument", run(starter, "printf", "%s|", "a b", "*"), "a b|*|")
    resume = next(root.rglob("bin/gnutls-resume"))
    expect("the library under a program",
           re.search(rf"{re.escape(SONAME)} => (\S+)", run(starter, "ldd", resume)).group(1),
           str(library / SONAME))
    for words, status in (((), 125), (("--what",), 125), (("no-such-program",), 127),
                          (("sh", "-c", "exit 3"), 3)):
        done = subprocess.run([starter, *words], capture_output=True, text=True, check=False)
        expect(f"the status after {words}", done.returncode, status)
        expect(f"that it says why after {words}", "reprise-run: " in done.stderr, status != 3)


def build_and_run(compiler, source, options, root, found, sonames):
    """Compile the program with what pkg-config says; run it; return what it says."""
    program = root / "consumer"
    run(compiler, source, "-o", program, *found, *options)
    expect("what the program needs of ours", needed(program), sonames)
    library = next(root.rglob(SONAME)).parent
    return run(program, LD_LIBRARY_PATH=str(library))


def main():
    build, compiler, source, with_additions, *options = sys.argv[1:]
    if not shutil.which("meson") or not shutil.which("pkg-config"):
        print("meson or pkg-config is not there")
        return SKIPPED
    with tempfile.TemporaryDirectory() as scratch:
        check(build, compiler, source, with_additions, options, Path(scratch))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except AssertionError as fault:
        sys.exit(f"check_install: {fault}")
