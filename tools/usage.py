# SPDX-License-Identifier: LGPL-2.1-or-later
"""Which packages import which symbols, and what that makes of the coverage."""

from pathlib import Path

USAGE = "lib/abi/debian-12.usage"
PRIVATE_PREFIX = "_gnutls_"

# What a package may find in place of a whole function, the worst first.
LACKS = (("planned", "not exported"), ("stub", "stubs"), ("partial", "partial"))


def read_usage(path):
    """Return {package: names of the symbols it imports}; empty if there is no such file."""
    packages = {}
    path = Path(path)
    if not path.exists():
        return packages
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        symbol, *users = line.split()
        for package in users:
            packages.setdefault(package, []).append(symbol)
    return packages


def statuses(names, symbols):
    """Return {status: names}. Private symbols are in no manifest; what has none is not there."""
    found = {}
    for name in names:
        if name in symbols:
            found.setdefault(symbols[name].status, []).append(name)
        elif not name.startswith(PRIVATE_PREFIX):
            found.setdefault("planned", []).append(name)
        else:
            found.setdefault("full", []).append(name)
    return found


def row(package, names, found):
    """A line of the table."""
    numbers = [len(found.get(status, ())) for status in ("full", "partial", "stub", "planned")]
    lacks = [f"{title}: " + " ".join(f"`{name}`" for name in sorted(found[status]))
             for status, title in LACKS if status in found]
    return (f"| {package} | {len(names)} | " + " | ".join(map(str, numbers)) +
            f" | {'; '.join(lacks)} |")


def by_package(usage, symbols):
    """The lines of the chapter that says what packages find; none if nothing is known of them."""
    if not usage:
        return []
    rows = []
    for package in sorted(usage):
        found = statuses(usage[package], symbols)
        if set(found) != {"full"}:
            rows.append(row(package, usage[package], found))
    lines = [
        "",
        "## What packages of Debian 12 find",
        "",
        f"Of {len(usage)} packages that import symbols of libgnutls.so.30 (`{USAGE}`),",
        f"**{len(usage) - len(rows)} import only what is full**.",
    ]
    if rows:
        lines += [
            "The others, and what they import that is not:",
            "",
            "| package | symbols | full | partial | stub | planned | what is not full |",
            "|---|---:|---:|---:|---:|---:|---|",
        ]
    return lines + rows
