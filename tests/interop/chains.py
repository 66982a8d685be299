#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Have other programs judge the corpus of chains: `openssl verify`, `openssl ocsp`, `certtool --verify`.

chains.py DATA PROGRAM: PROGRAM is openssl, staples (by openssl) or certtool. Reads the corpus in the folder DATA (tests/data/chains), asks the program
about each chain as of 2030-01-01, and holds its answer, taken or refused, against the verdict of the
corpus. Where they disagree `disagreements.txt` has to say why; a disagreement that is new is a
failure, and so is one that is explained and no longer there.
"""

import base64
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

AS_OF = 1893456000  # 2030-01-01
PURPOSES = {"1.3.6.1.5.5.7.3.1": "sslserver", "1.3.6.1.5.5.7.3.2": "sslclient"}
# For programs without an option for the time.
AT_THAT_TIME = ["faketime", "-f", "2030-01-01 00:00:00"]
SKIPPED = 77


class Corpus:
    """The lines of NAME.txt, as dictionaries, over the objects of NAME.bin."""

    def __init__(self, data, name, columns):
        content, self.objects, at = (data / f"{name}.bin").read_bytes(), [], 0
        while at < len(content):
            size = int.from_bytes(content[at:at + 3], "big")
            self.objects.append(content[at + 3:at + 3 + size])
            at += 3 + size
        self.lines = []
        for text in (data / f"{name}.txt").read_text().splitlines():
            fields = dict(zip(columns, (field.strip() for field in text.split(" | "))))
            self.lines.append({column: fields.get(column, "") for column in columns})

    def write(self, path, places, label="CERTIFICATE"):
        """The objects at these places as PEM; returns the path."""
        with open(path, "w", encoding="ascii") as out:
            for place in places.split():
                text = base64.encodebytes(self.objects[int(place)]).decode()
                out.write(f"-----BEGIN {label}-----\n{text}-----END {label}-----\n")
        return path


def revocation(data):
    return Corpus(data, "revocation", "name trusted chain staples lists verdict unchecked alone clause".split())


def chains_and_lists(data):
    """Yield (corpus, line) of each chain, and of each case that is about lists and not about staples."""
    chains = Corpus(data, "chains", "name trusted chain purpose host verdict clause".split())
    yield from ((chains, line) for line in chains.lines)
    cases = revocation(data)
    yield from ((cases, line) for line in cases.lines if line["lists"] and not line["staples"])


def staples(data):
    """Yield (corpus, line) of each case that is about a staple for the leaf."""
    cases = revocation(data)
    yield from ((cases, line) for line in cases.lines if line["staples"].isdigit())


def openssl(corpus, line, folder):
    leaf, *rest = line["chain"].split()
    command = ["openssl", "verify", "-partial_chain", "-attime", str(AS_OF),
               "-trusted", corpus.write(folder / "trusted", line["trusted"])]
    if rest:
        command += ["-untrusted", corpus.write(folder / "rest", " ".join(rest))]
    if line.get("purpose"):
        command += ["-purpose", PURPOSES[line["purpose"]]]
    if line.get("host"):
        is_address = line["host"].replace(".", "").isdigit()
        command += ["-verify_ip" if is_address else "-verify_hostname", line["host"]]
    if line.get("lists"):
        command += ["-crl_check", "-extended_crl", "-CRLfile", corpus.write(folder / "lists", line["lists"], "X509 CRL")]
    return command + [corpus.write(folder / "leaf", leaf)]


def certtool(corpus, line, folder):
    command = [*AT_THAT_TIME, "certtool", "--verify",
               "--load-ca-certificate", corpus.write(folder / "trusted", line["trusted"]),
               "--infile", corpus.write(folder / "chain", line["chain"])]
    if line.get("purpose"):
        command += ["--verify-purpose", line["purpose"]]
    if line.get("host"):
        command += ["--verify-hostname", line["host"]]
    if line.get("lists"):
        command += ["--load-crl", corpus.write(folder / "lists", line["lists"], "X509 CRL")]
    return command


def openssl_ocsp(corpus, line, folder):
    leaf, issuer = line["chain"].split()
    (folder / "response").write_bytes(corpus.objects[int(line["staples"])])
    return [*AT_THAT_TIME, "openssl", "ocsp", "-no_nonce", "-respin", folder / "response", "-partial_chain",
            "-issuer", corpus.write(folder / "issuer", issuer), "-cert", corpus.write(folder / "leaf", leaf),
            "-CAfile", corpus.write(folder / "trusted", f'{line["trusted"]} {issuer}')]


def is_good(done):
    return done.returncode == 0


def is_good_status(done):
    """It says what it thinks, and ends well whatever that is."""
    said = done.stdout + done.stderr
    return is_good(done) and "Response verify OK" in said and "leaf: good" in said and "WARNING" not in said


# PROGRAM: what is asked, how, how it is answered, what it takes, whose version counts
JUDGES = {"openssl": (chains_and_lists, openssl, is_good, ["openssl"], ["openssl", "version"]),
          "staples": (staples, openssl_ocsp, is_good_status, ["openssl", "faketime"], ["openssl", "version"]),
          "certtool": (chains_and_lists, certtool, is_good, ["certtool", "faketime"], ["certtool", "--version"])}


def run(command):
    # A judge stands on the library that it was made for.
    environment = {"PATH": "/usr/bin:/bin", "TZ": "UTC", "LC_ALL": "C"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def explained(data, program):
    """({chain: their verdict}, the versions that this was written for)"""
    found, versions = {}, []
    for text in (data / "disagreements.txt").read_text().splitlines():
        if not text or text.startswith("#"):
            continue
        who, what, verdict, _reason = (field.strip() for field in text.split(" | "))
        if who == program and what == "version":
            versions.append(verdict)
        elif who == program:
            found[what] = verdict
    return found, versions


def main():
    data, program = Path(sys.argv[1]), sys.argv[2]
    cases, command_for, is_taken, needed, ask_version = JUDGES[program]
    absent = [name for name in needed if not shutil.which(name)]
    if absent:
        print("skipped, not here:", " ".join(absent))
        return SKIPPED
    known, versions = explained(data, program)
    version = run(ask_version).stdout.splitlines()[0]
    if not any(version.startswith(wanted) for wanted in versions):
        print(f"skipped: disagreements are explained for {' or '.join(versions)}, not for {version}")
        return SKIPPED

    def ask(numbered):
        number, (corpus, line) = numbered
        folder = Path(made) / str(number)
        folder.mkdir()
        done = run(command_for(corpus, line, folder))
        return line, "good" if is_taken(done) else "bad", done.stdout + done.stderr

    faults, disagreements = [], {}
    with tempfile.TemporaryDirectory() as made, ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(ask, enumerate(cases(data))))
    for line, theirs, words in answers:
        ours = "good" if (line.get("unchecked") or line["verdict"]) == "GOOD" else "bad"
        if theirs == ours:
            continue
        disagreements[line["name"]] = theirs
        if known.get(line["name"]) != theirs:
            faults.append(f"new: {program} | {line['name']} | {theirs} | {line['clause']}\n{words}")
    faults += [f"gone: {name}" for name in known if name not in disagreements]
    print(f"{version}: {len(answers)} cases, {len(disagreements)} disagreements, {len(faults)} not as explained")
    print("\n".join(faults))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
