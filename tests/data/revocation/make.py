#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Make the revocation lists and OCSP responses of this folder anew.

The output is committed: tests read the files, they do not run this. The
certificates and keys are those of the folder above.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from forge import *  # noqa: E402,F403


def load(path):
    return (HERE.parent / f"{path}-cert.der").read_bytes()


def key(path):
    return Key.load(HERE.parent / f"{path}-key.pem")


ROOT, INTER, OTHER = key("root"), key("inter"), key("other-p256")
SERVER = serial_of(load("server-p256"))
MIDDLE = serial_of(load("inter"))
INTER_NAME, ROOT_NAME = subject_of(load("inter")), subject_of(load("root"))
NUMBERED = (authority_key_id(INTER.id), crl_number(7))
UNKNOWN_CRITICAL = extension("1.3.6.1.4.1.99999.1", b"\x05\x00", True)


def point(content, critical=True):
    return extension("2.5.29.28", seq(content), critical)


def inter(*entries, **more):
    more.setdefault("extensions", NUMBERED)
    return crl(INTER_NAME, INTER, entries, **more)


def about(serial=SERVER, status=GOOD, name=INTER_NAME, issuer_key=INTER, digest="sha1", **more):
    return single(certificate_id(name, issuer_key, serial, digest), status, **more)


def answer(*singles, responder=by_name(INTER_NAME), signer=INTER, **more):
    return ocsp(responder, signer, singles, **more)


def responder_certificate(serial, usage, issuer=INTER_NAME, issuer_key=INTER, **more):
    return certificate("CN=responder", OTHER, issuer, issuer_key, serial=serial,
                       extensions=[*usage, key_usage("signature")], **more)


def responses():
    delegate = {"responder": by_name("CN=responder"), "signer": OTHER}
    allowed = responder_certificate(50, [purposes("ocsp")])
    chain_answers = {
        "good": answer(about()),
        "good-by-key": answer(about(), responder=by_key(INTER)),
        "good-sha256": answer(about(digest="sha256")),
        "revoked": answer(about(status=is_revoked(why=1))),
        "revoked-no-reason": answer(about(status=is_revoked())),
        "unknown": answer(about(status=UNKNOWN)),
        "second-revoked": answer(about(serial=77), about(status=is_revoked(why=4))),
        "second-good": answer(about(serial=77, status=is_revoked()), about()),
        "good-then-revoked": answer(about(), about(status=is_revoked(why=4))),
        "old-then-good": answer(about(until="2024-01-01", since="2023-01-01"), about()),
        "others": answer(about(serial=77), about(serial=78)),
        "other-issuer": answer(about(name=ROOT_NAME, issuer_key=ROOT)),
        "none": answer(),
        "old": answer(about(since="2023-01-01", until="2024-01-01")),
        "future": answer(about(since="2045-01-01")),
        "endless": answer(about(until=None)),
        "spoiled": answer(about(), spoil=True),
        "forged": answer(about(), signer=OTHER),
        "by-root": answer(about(), responder=by_name(ROOT_NAME), signer=ROOT),
        "nonce": answer(about(), extensions=(ocsp_nonce(octets(b"twentythree bytes long!")),)),
        "critical": answer(about(), extensions=(UNKNOWN_CRITICAL,)),
        "single-critical": answer(about(extensions=(UNKNOWN_CRITICAL,))),
        "delegated": answer(about(), certificates=(allowed,), **delegate),
        "delegated-revoked": answer(about(status=is_revoked(why=1)), certificates=(allowed,), **delegate),
        "delegated-by-key": answer(about(), certificates=(allowed,), responder=by_key(OTHER), signer=OTHER),
        "delegated-missing": answer(about(), **delegate),
        "delegated-no-purpose": answer(
            about(), certificates=(responder_certificate(51, [purposes("server")]),), **delegate),
        "delegated-any-purpose": answer(
            about(), certificates=(responder_certificate(52, [purposes("any")]),), **delegate),
        "delegated-silent": answer(about(), certificates=(responder_certificate(53, []),), **delegate),
        "delegated-foreign": answer(
            about(), certificates=(responder_certificate(54, [purposes("ocsp")], ROOT_NAME, ROOT),),
            **delegate),
        "delegated-self": answer(
            about(),
            certificates=(responder_certificate(55, [purposes("ocsp")], "CN=responder", OTHER),),
            **delegate),
        "delegated-expired": answer(
            about(), certificates=(responder_certificate(56, [purposes("ocsp")], until="2021-01-01"),),
            **delegate),
        "issuer-included": answer(about(), certificates=(load("inter"),)),
        "inter-good": answer(about(serial=MIDDLE, name=ROOT_NAME, issuer_key=ROOT),
                             responder=by_name(ROOT_NAME), signer=ROOT),
        "inter-revoked": answer(
            about(serial=MIDDLE, name=ROOT_NAME, issuer_key=ROOT, status=is_revoked(why=2)),
            responder=by_name(ROOT_NAME), signer=ROOT),
        "later": seq(enumerated(3)),
    }
    for title, content in chain_answers.items():
        if not (HERE / f"{title}.ocsp").exists():
            (HERE / f"{title}.ocsp").write_bytes(content)


def promised():
    """A server whose certificate promises a staple (RFC 7633), and what may come."""
    chain, server_key = HERE / "promised-chain.pem", HERE / "promised-key.pem"
    certificate_der = certificate("CN=promised", key("server-p256"), INTER_NAME, INTER, serial=60, extensions=[
        alternative_names(("dns", "localhost")), key_usage("signature"), purposes("server"), must_staple()])
    if not chain.exists():
        chain.write_text(pem("CERTIFICATE", certificate_der) + (HERE.parent / "inter-cert.pem").read_text())
        server_key.write_bytes((HERE.parent / "server-p256-key.pem").read_bytes())
    delegate = {"responder": by_name("CN=responder"), "signer": OTHER}
    for title, content in {
            "good": answer(about(serial=60)),
            "revoked": answer(about(serial=60, status=is_revoked(why=1))),
            "unknown": answer(about(serial=60, status=UNKNOWN)),
            "old": answer(about(serial=60, since="2023-01-01", until="2024-01-01")),
            "forged": answer(about(serial=60), signer=OTHER),
            "delegated": answer(about(serial=60), certificates=(responder_certificate(50, [purposes("ocsp")]),), **delegate),
            "second-revoked": answer(about(serial=77), about(serial=60, status=is_revoked()))}.items():
        if not (HERE / f"promised-{title}.ocsp").exists():
            (HERE / f"promised-{title}.ocsp").write_bytes(content)


def main():
    responses()
    promised()
    here = revoked(SERVER)
    lists = {
        "revokes-server": inter(revoked(1), revoked(SERVER, extensions=(reason(1),)),
                                revoked(0x7FFFFFFFFFFFFFFFFF)),
        "revokes-inter": crl(ROOT_NAME, ROOT, [revoked(MIDDLE)], extensions=(crl_number(1),)),
        "empty": inter(),
        "version1": inter(here, extensions=(), version=1),
        "old": inter(here, until="2023-01-01"),
        "future": inter(here, since="2045-01-01"),
        "endless": inter(here, until=None),
        "forged": crl(INTER_NAME, OTHER, [here], extensions=NUMBERED),
        "spoiled": inter(here, spoil=True),
        "other-issuer": crl("CN=Somebody else", INTER, [here], extensions=NUMBERED),
        "root-forged": crl(ROOT_NAME, INTER, [revoked(MIDDLE)], extensions=(crl_number(1),)),
        "critical": inter(here, extensions=(*NUMBERED, UNKNOWN_CRITICAL)),
        "entry-critical": inter(revoked(SERVER, extensions=(UNKNOWN_CRITICAL,))),
        "only-users": inter(here, extensions=(*NUMBERED, point(der(0x81, b"\xff")))),
        "indirect": inter(revoked(1, extensions=(certificate_issuer("CN=Somebody else"),)), here,
                          extensions=(*NUMBERED, point(der(0x84, b"\xff")))),
        "unrevoked": inter(revoked(SERVER, extensions=(reason(8),))),
        "delta": inter(here, extensions=(*NUMBERED, extension("2.5.29.27", integer(6), True))),
        "revoked-later": inter(revoked(SERVER, "2044-01-01")),
        "newer-empty": inter(since="2024-01-01", extensions=(authority_key_id(INTER.id), crl_number(9))),
    }
    lists["attributes"] = inter(here, extensions=(*NUMBERED, point(der(0x85, b"\xff"))))
    lists["delta-removes"] = inter(
        revoked(SERVER, extensions=(reason(8),)),
        extensions=(*NUMBERED, extension("2.5.29.27", integer(6), True)))
    lists["numbered-twice"] = inter(here, extensions=(*NUMBERED, crl_number(8)))
    lists["by-issuer"] = inter(extensions=(
        extension("2.5.29.35", seq(der(0xA1, der(0xA4, ROOT_NAME)),
                                   der(0x82, bytes([MIDDLE])))), crl_number(7)))
    lists["sha1"] = inter(here, how="ecdsa-sha1")
    for title, content in lists.items():
        if (HERE / f"{title}.crl").exists():  # signatures are random: what is there stays
            continue
        (HERE / f"{title}.crl").write_text(pem("X509 CRL", content))

    # The issuer, told of in other ways: who may sign lists?
    issuers = {
        "no-crl-sign": [basic_constraints(True), key_usage("certificates")],
        "no-authority": [basic_constraints(False), key_usage("certificates", "crls")],
        "no-usage": [basic_constraints(True)],
        "other-id": [basic_constraints(True), subject_key_id(b"another identifier")],
        "past": [basic_constraints(True)],
        "same-name": [basic_constraints(True)],
    }
    for title, extensions in issuers.items():
        until = "2021-01-01" if title == "past" else "2049-12-31"
        subject_key = OTHER if title == "same-name" else INTER
        content = certificate(INTER_NAME, subject_key, ROOT_NAME, ROOT, serial=40, until=until,
                              extensions=extensions)
        if (HERE / f"{title}.pem").exists():
            continue
        (HERE / f"{title}.pem").write_text(pem("CERTIFICATE", content))


if __name__ == "__main__":
    main()
