#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Make the certificates of this folder anew: what was once found to harm, for tests/contract/test_advisories.c.

`NAME.pem` is a leaf under `../inter`, whose signature is not what it should be.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from forge import *  # noqa: E402,F403


def key(path):
    return Key.load(HERE.parent / f"{path}-key.pem")


def main():
    inter = (HERE.parent / "inter-cert.der").read_bytes()
    whole = certificate("CN=advisory", key("server-p256"), subject_of(inter), key("inter"), serial=70,
                        extensions=[alternative_names(("dns", "localhost"))])
    _, at, _ = element(whole)
    tbs_end = element(whole, at)[2]
    how_end = element(whole, tbs_end)[2]
    _, start, end = element(whole, how_end)
    signature = whole[start + 1:end]
    for title, content in {
            "signature-empty": bits(b""), "signature-no-count": der(0x03), "signature-cut": bits(signature[:-1]),
            "signature-unused-bits": bits(signature[:-1] + b"\x00", 3), "signature-zeros": bits(bytes(len(signature))),
            "signature-empty-sequence": bits(b"\x30\x00"), "signature-long": bits(signature + bytes(4096)),
            "signature-good": bits(signature)}.items():
        (HERE / f"{title}.pem").write_text(pem("CERTIFICATE", seq(whole[at:tbs_end], whole[tbs_end:how_end], content)))


if __name__ == "__main__":
    main()
