#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Have libgnutls 3.7.9 answer anew: make.sh PROGRAM, which is contract_getters of a build.
set -eu
program=$(realpath "$1")
cd "$(dirname "$0")"
[ -e uniques.pem ] || python3 - <<'END'
import sys
sys.path.insert(0, "..")
from forge import *
key = Key.load("../server-p256-key.pem")
usage = extension("2.5.29.16", seq(der(0x80, b"20210101000000Z"), der(0x81, b"20220101000000Z")))
with open("uniques.pem", "w") as out:
    out.write(pem("CERTIFICATE", certificate(
        "CN=uniques", key, "CN=issuer", key, uniques=(b"issuer", b"subject!"),
        extensions=[usage, extension("2.5.29.54", integer(2), True),
                    name_constraints([("dns", "a.test"), ("email", "b.test")], [("ip", [10, 0, 0, 0, 255, 0, 0, 0])])])))
END
CONTRACT_LIBRARY=reference GETTERS_WRITE=reference.txt "$program"
