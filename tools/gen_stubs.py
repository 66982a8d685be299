#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Write what the manifest calls a stub: gen_stubs.py MANIFEST INCLUDE OUTPUT

A program that was linked against the whole API does not start when a symbol is missing, so what is
not supported answers so. Each stub has the prototype of its header, says once in the log that it
was called, and returns what the manifest says: an error code, NULL, 0, "nothing" for a function
without a result, or "empty" for a variable.
"""

import re
import sys
from pathlib import Path

from manifest import ManifestError, read_manifest
from source import strip_comments, strip_directives

HEAD = """/* Made by gen_stubs.py from the manifest and the headers. */

#include "base/attributes.h"
#include "compat/stub.h"
"""

ATTRIBUTES = re.compile(r"\b_GNUTLS_\w+|__attribute__\s*\(\(.*?\)\)")


def declarations(text):
    """Return {name: declaration} of what a header declares."""
    plain = ATTRIBUTES.sub(" ", strip_directives(strip_comments(text)))
    found = {}
    for declaration in re.split(r"[;{}]", plain):
        declaration = " ".join(declaration.split())
        match = re.search(r"\b(\w+) ?\(", declaration)
        if match and not declaration.startswith("typedef"):
            found[match.group(1)] = declaration
        elif declaration.startswith("extern "):
            found[declaration.split()[-1]] = declaration[len("extern "):]
    return found


def stub(symbol, declaration):
    """The definition of one stub."""
    value = symbol.where.split(";")[0].strip()
    if value == "empty":
        return f"API {declaration} = {{ 0 }};\n"
    result = "" if value == "nothing" else f"    return {value};\n"
    return (f"API {declaration}\n{{\n    static bool said;\n\n"
            f'    stub_called("{symbol.name}", &said);\n{result}}}\n')


def stubs(symbols, include):
    """The text of all stubs, in the order of the manifest."""
    headers, parts = {}, [HEAD]
    wanted = [symbol for symbol in symbols.values() if symbol.status == "stub"]
    for name in sorted({symbol.header for symbol in wanted}):
        path = Path(include) / "gnutls" / name
        headers[name] = declarations(path.read_text(encoding="utf-8"))
        parts.append(f"#include <gnutls/{name}>")
    parts.append('\n#pragma GCC diagnostic ignored "-Wdeprecated-declarations"\n')
    for symbol in wanted:
        declaration = headers[symbol.header].get(symbol.name)
        if declaration is None:
            raise ManifestError(f"{symbol.header} does not declare {symbol.name}")
        parts.append(stub(symbol, declaration))
    return "\n".join(parts)


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: gen_stubs.py MANIFEST INCLUDE OUTPUT")
    _, symbols = read_manifest(sys.argv[1])
    Path(sys.argv[3]).write_text(stubs(symbols, sys.argv[2]), encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except (ManifestError, OSError) as error:
        sys.exit(f"gen_stubs: {error}")
