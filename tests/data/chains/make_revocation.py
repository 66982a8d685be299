#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Make the corpus of revocation anew: `revocation.bin`, and `revocation.txt`, which says what is in it.

The chain is the good one of `make.py`; what changes is a staple that comes with
it or a revocation list that is at hand. What is expected is written beside each
with the clause that says so, and not taken from any library.

  revocation.bin   DER of every kind, one behind the other: 24 bits of length, then the bytes
  revocation.txt   a line a case:
      name | trusted | chain | staples | lists | verdict | unchecked | by itself | clause
      trusted, chain, lists   numbers of places in revocation.bin
      staples                 one for each certificate of the chain, `-` where none comes
      verdict                 of the chain; lists are checked when they are taken in
      unchecked               of the chain, when the lists are taken as they are; empty: the same
      by itself               of the first list, held against the issuer; empty: no list
"""

from make import *  # noqa: F403

ISSUER = name(CA)
MUST = leaf(must_staple())
NOBODY = "O=Corpus,CN=nobody"
SECRETARY = "O=Corpus,CN=responder"

objects, places, cases = [], {}, []


def put(content):
    if content not in places:
        places[content] = len(objects)
        objects.append(content)
    return str(places[content])


def case(title, clause, verdict, *, sent=(LEAF_DER, CA_DER), trusted=(ROOT_DER,), staples=(), lists=(),
         unchecked="", alone=""):
    cases.append(" | ".join([
        title, " ".join(map(put, trusted)), " ".join(map(put, sent)),
        " ".join("-" if s is None else put(s) for s in staples), " ".join(map(put, lists)),
        verdict, unchecked, alone, clause]))


# ---------------------------------------------------------------- staples


def about(status=GOOD, serial=100, issuer=ISSUER, by=MIDDLE, digest="sha1", **more):
    return single(certificate_id(issuer, by, serial, digest), status, **more)


def answer(*singles, responder=by_name(CA), signer=MIDDLE, **more):
    return ocsp(responder, signer, singles or [about()], **more)


def staple(title, clause, verdict, response, **more):
    case(title, clause, verdict, staples=(response,), **more)


def what_staples_say():
    staple("staple: good", "6960 2.2", "GOOD", answer())
    staple("staple: revoked", "6960 2.2", "REVOKED", answer(about(is_revoked())))
    for number in (0, 1, 2, 3, 4, 5, 6, 8, 9, 10):
        staple(f"staple: revoked for reason {number}", "6960 4.2.1; 5280 5.3.1", "REVOKED",
               answer(about(is_revoked(why=number))))
    staple("staple: unknown", "6960 2.2: another source may be asked", "GOOD", answer(about(UNKNOWN)))
    staple("staple: unknown, for one that promised a staple", "7633 4.2.3.1", "MISSING", answer(about(UNKNOWN)),
           sent=(MUST, CA_DER))
    staple("staple: revoked in the future", "6960 2.2: revoked is what it says", "REVOKED",
           answer(about(is_revoked("2040-01-01"))))
    staple("staple: asked with SHA-256", "6960 4.1.1", "GOOD", answer(about(digest="sha256")))
    staple("staple: revoked, asked with SHA-256", "6960 4.1.1", "REVOKED", answer(about(is_revoked(), digest="sha256")))
    staple("staple: with a nonce", "6960 4.4.1", "GOOD", answer(extensions=[ocsp_nonce(octets(b"n" * 16))]))


def entries():
    other, revoked_one = about(serial=77), about(is_revoked())
    staple("staple: revoked by the second entry", "6960 3.2 (1) and 4.2.1", "REVOKED", answer(other, revoked_one))
    staple("staple: revoked by the last of nine", "6960 3.2 (1)", "REVOKED",
           answer(*(about(serial=n) for n in range(70, 78)), revoked_one))
    staple("staple: good by the second entry", "6960 3.2 (1)", "GOOD", answer(about(is_revoked(), serial=77), about()))
    staple("staple: good, then revoked", "6960 4.2.1: an entry cannot take another back", "REVOKED",
           answer(about(), revoked_one))
    staple("staple: revoked, then good", "6960 4.2.1: an entry cannot take another back", "REVOKED",
           answer(revoked_one, about()))
    staple("staple: the first entry past, the second good", "6960 3.2 (6)", "GOOD",
           answer(about(until="2026-01-01"), about()))
    staple("staple: about other numbers", "6960 3.2 (1)", "STAPLE", answer(other, about(serial=78)))
    staple("staple: no entry that fits but a revoked one of another", "6960 3.2 (1)", "STAPLE",
           answer(about(is_revoked(), serial=101)))
    staple("staple: about a longer number that begins alike", "6960 3.2 (1)", "STAPLE", answer(about(serial=100 << 8)))
    staple("staple: issuer of another name", "6960 3.2 (1): issuerNameHash", "STAPLE", answer(about(issuer=name(NOBODY))))
    staple("staple: issuer of another key", "6960 3.2 (1): issuerKeyHash", "STAPLE", answer(about(by=OTHER)))
    staple("staple: revoked, but of another issuer", "6960 3.2 (1)", "STAPLE",
           answer(about(is_revoked(), issuer=name(NOBODY), by=OTHER)))
    staple("staple: entry with an unknown critical extension", "6960 4.4; 5280 4.2", "STAPLE",
           answer(about(extensions=[CRITICAL])))
    staple("staple: entry with an unknown extension", "6960 4.4", "GOOD",
           answer(about(extensions=[extension("1.3.6.1.4.1.99999.1", b"\x05\x00")])))


def times_of_staples():
    for title, since, until, verdict in [
            ("past", "2025-01-01", "2026-01-01", "PAST"), ("past by a second", "2029-12-01", "2029-12-31 23:59:59", "PAST"),
            ("to the very second", "2029-12-01", "2030-01-01", "GOOD"), ("from this second", "2030-01-01", "2030-01-08", "GOOD"),
            ("from the future", "2031-01-01", "2032-01-01", "EARLY"), ("fresh without an end", "2029-12-25", None, "GOOD"),
            ("long ago without an end", "2025-01-01", None, "PAST")]:
        staple(f"staple: {title}", "6960 3.2 (5), (6) and 4.2.2.1", verdict, answer(about(since=since, until=until)))
    staple("staple: revoked, and past", "6960 2.2: what was revoked stays so", "REVOKED",
           answer(about(is_revoked(), until="2026-01-01")))


def signers():
    delegate = {"responder": by_name(SECRETARY), "signer": OTHER}

    def made(*usage, issuer=CA, by=MIDDLE, **more):
        return certificate(SECRETARY, more.pop("key", OTHER), issuer, by, serial=50, extensions=[*usage], **more)

    def delegated(title, verdict, certificates, clause="6960 4.2.2.2", status=GOOD, **more):
        staple(f"delegated responder: {title}", clause, verdict,
               answer(about(status), certificates=certificates, **{**delegate, **more}))

    allowed = made(purposes("ocsp"))
    staple("staple: responder named by its key", "6960 4.2.1: ResponderID", "GOOD", answer(responder=by_key(MIDDLE)))
    staple("staple: signature spoilt", "6960 3.2 (2)", "STAPLE", answer(spoil=True))
    staple("staple: revoked, signature spoilt", "6960 3.2 (2)", "STAPLE", answer(about(is_revoked()), spoil=True))
    staple("staple: signed by another key", "6960 3.2 (2)", "STAPLE", answer(signer=OTHER))
    staple("staple: signed by the issuer's issuer", "6960 4.2.2.2", "STAPLE",
           answer(responder=by_name(ROOT), signer=TOP))
    staple("staple: signed by the certificate itself", "6960 4.2.2.2", "STAPLE",
           answer(responder=by_name(HOST), signer=LEAF, certificates=[LEAF_DER]))
    staple("staple: the issuer's certificate in it", "6960 4.2.1", "GOOD", answer(certificates=[CA_DER]))
    delegated("with id-kp-OCSPSigning", "GOOD", [allowed])
    delegated("with id-kp-OCSPSigning, revoked", "REVOKED", [allowed], status=is_revoked())
    delegated("with id-kp-OCSPSigning among others", "GOOD", [made(purposes("server", "ocsp"))])
    delegated("named by its key", "GOOD", [allowed], responder=by_key(OTHER))
    delegated("behind another certificate", "GOOD", [CA_DER, allowed])
    delegated("without id-kp-OCSPSigning", "STAPLE", [made(purposes("server"))])
    delegated("for any purpose", "STAPLE", [made(purposes("any"))])
    delegated("for no purpose said", "STAPLE", [made()])
    delegated("that is an authority, without the purpose", "STAPLE",
              [made(basic_constraints(True), key_usage("certificates", "crls"))])
    delegated("without id-kp-OCSPSigning, revoked", "STAPLE", [made(purposes("server"))], status=is_revoked())
    delegated("made by the issuer's issuer", "STAPLE", [made(purposes("ocsp"), issuer=ROOT, by=TOP)])
    delegated("made by itself", "STAPLE", [made(purposes("ocsp"), issuer=SECRETARY, by=OTHER)])
    delegated("said to be made by the issuer", "STAPLE", [made(purposes("ocsp"), by=OTHER)])
    delegated("its signature spoilt", "STAPLE", [made(purposes("ocsp"), spoil=True)])
    delegated("past", "STAPLE", [made(purposes("ocsp"), until="2026-01-01")], "6960 4.2.2.2; 5280 6.1.3 (a)(2)")
    delegated("not yet", "STAPLE", [made(purposes("ocsp"), since="2040-01-01")], "6960 4.2.2.2; 5280 6.1.3 (a)(2)")
    delegated("signed with SHA-1", "STAPLE", [made(purposes("ocsp"), how="ecdsa-sha1")], "9155, by analogy")
    delegated("with an unknown critical extension", "STAPLE", [made(purposes("ocsp"), CRITICAL)], "5280 4.2")
    delegated("whose key may sign", "GOOD", [made(purposes("ocsp"), key_usage("signature"))], "5280 4.2.1.3")
    delegated("whose key may sign for good", "GOOD", [made(purposes("ocsp"), key_usage("nonrepudiation"))], "5280 4.2.1.3")
    delegated("whose key may only encipher", "STAPLE", [made(purposes("ocsp"), key_usage("encipherment"))], "5280 4.2.1.3")
    delegated("its certificate missing", "STAPLE", [])
    delegated("another key signed", "STAPLE", [allowed], "6960 3.2 (2)", signer=LEAF)
    delegated("without id-pkix-ocsp-nocheck", "GOOD", [allowed], "6960 4.2.2.2.1: as the client sees fit")


def shapes_of_staples():
    good = answer()
    for number in (1, 2, 3, 5, 6):
        staple(f"no staple: the responder answers {number}", "6960 4.2.1", "GOOD", seq(enumerated(number)))
        staple(f"no staple: the responder answers {number}, and one was promised", "7633 4.2.3.1", "MISSING",
               seq(enumerated(number)), sent=(MUST, CA_DER))
    staple("staple: unknown critical extension", "6960 4.4; 5280 4.2", "STAPLE", answer(extensions=[CRITICAL]))
    staple("staple: cut", "6960 4.2.1", "STAPLE", good[:-1])
    staple("staple: bytes behind it", "6960 4.2.1", "STAPLE", good + b"\x00")
    staple("staple: no DER", "6960 4.2.1", "STAPLE", b"staple")
    staple("staple: of a type that is not known", "6960 4.2.1", "STAPLE",
           seq(enumerated(0), der(0xA0, seq(oid("1.3.6.1.4.1.99999.2"), octets(b"\x05\x00")))))
    staple("staple: good, but says it failed", "6960 4.2.1: responseBytes only where successful", "STAPLE",
           answer(status=2))
    staple("staple: without entries", "6960 3.2 (1)", "STAPLE", ocsp(by_name(CA), MIDDLE, []))
    of_ca = {"serial": 10, "issuer": name(ROOT), "by": TOP}
    by_root = {"responder": by_name(ROOT), "signer": TOP}
    case("staple for the authority: good", "8446 4.4.2.1", "GOOD", staples=(None, answer(about(**of_ca), **by_root)))
    case("staple for the authority: revoked", "8446 4.4.2.1", "REVOKED",
         staples=(None, answer(about(is_revoked(), **of_ca), **by_root)))
    case("staples for both, the authority revoked", "8446 4.4.2.1", "REVOKED",
         staples=(good, answer(about(is_revoked(), **of_ca), **by_root)))
    case("staples for both, in the other's place", "6960 3.2 (1)", "STAPLE",
         staples=(answer(about(**of_ca), **by_root), good))
    case("promised: no staple", "7633 4.2.3.1", "MISSING", sent=(MUST, CA_DER))
    staple("promised: good", "7633 4.2.3.1", "GOOD", good, sent=(MUST, CA_DER))
    staple("promised: revoked", "7633 4.2.3.1", "REVOKED", answer(about(is_revoked())), sent=(MUST, CA_DER))
    staple("promised: past", "7633 4.2.3.1", "PAST", answer(about(until="2026-01-01")), sent=(MUST, CA_DER))
    case("promised by the authority alone: no staple", "7633 4.2.2: what it signs is to promise, too", "GOOD",
         sent=(LEAF_DER, ca(must_staple())))


def main():
    import make_lists
    what_staples_say()
    entries()
    times_of_staples()
    signers()
    shapes_of_staples()
    make_lists.lists(case)
    with open(HERE / "revocation.bin", "wb") as out:
        for content in objects:
            out.write(len(content).to_bytes(3, "big") + content)
    (HERE / "revocation.txt").write_text("\n".join(cases) + "\n")
    print(len(cases), "cases of", len(objects), "objects")


if __name__ == "__main__":
    main()
