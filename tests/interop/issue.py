#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Have other programs judge what was issued: openssl, and certtool with its own library.

issue.py ISSUE KEYS [LIBRARY_FOLDER]: runs the program ISSUE, with the library in that folder under it,
and lets each program that is installed verify the requests and the certificates.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def judge(command):
    """Run a program; its words if it refuses, or does not say that all is well."""
    # A judge stands on the library that it was made for.
    environment = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60,
                          check=False)
    return None if done.returncode == 0 else (done.stdout + done.stderr).strip() or "refused"


def judgements(name, folder):
    """Yield (program, what, command) for those that are installed."""
    ca, leaf, request = (folder / f"{name}-{what}.pem" for what in ("ca", "leaf", "request"))
    if shutil.which("openssl"):
        yield "openssl", "certificate", ["openssl", "verify", "-x509_strict", "-purpose", "sslserver",
                                         "-CAfile", ca, leaf]
        yield "openssl", "request", ["openssl", "req", "-verify", "-noout", "-in", request]
    if shutil.which("certtool"):
        yield "certtool", "certificate", ["certtool", "--verify", "--load-ca-certificate", ca,
                                          "--infile", leaf, "--verify-hostname", "host.example.test"]
        yield "certtool", "request", ["certtool", "--crq-info", "--infile", request]


def main():
    program, keys = sys.argv[1:3]
    environment = dict(os.environ)
    if len(sys.argv) > 3:
        environment["LD_LIBRARY_PATH"] = sys.argv[3]
    faults = count = 0
    with tempfile.TemporaryDirectory() as made:
        done = subprocess.run([program, keys, made], env=environment, capture_output=True, text=True,
                              timeout=60, check=True)
        for name in done.stdout.split():
            for judge_name, what, command in judgements(name, Path(made)):
                count += 1
                words = judge(command)
                if words:
                    faults += 1
                    print(f"{judge_name} refuses the {what} of {name}: {words}")
    if count == 0:
        print("neither openssl nor certtool is here")
        sys.exit(77)
    print(f"{count} judgements, {faults} refusals")
    sys.exit(faults > 0)


if __name__ == "__main__":
    main()
