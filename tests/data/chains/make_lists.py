# SPDX-License-Identifier: LGPL-2.1-or-later
"""The cases of `make_revocation.py` that are about revocation lists."""

from make import *  # noqa: F403

NUMBERED = (authority_key_id(MIDDLE.id), crl_number(1))
BOTH = (ROOT_DER, CA_DER)


def point(content, critical=True):
    return extension("2.5.29.28", seq(content), critical)


def of_ca(*entries, issuer=CA, by=MIDDLE, **more):
    more.setdefault("extensions", NUMBERED)
    return crl(issuer, by, entries, **more)


def lists(case):
    here = revoked(100)

    def one(title, clause, verdict, content, **more):
        more.setdefault("alone", "GOOD")
        case(f"list: {title}", clause, verdict, lists=(content,), trusted=more.pop("trusted", BOTH), **more)

    def left_out(title, clause, fault, content, unchecked="REVOKED", **more):
        """A list that is not to be believed is not taken where that is asked."""
        one(title, clause, "GOOD", content, unchecked=unchecked, alone=fault, **more)

    # What it says.
    one("the leaf", "5280 6.3.3 (j)", "REVOKED", of_ca(here))
    one("nobody", "5280 6.3.3 (j)", "GOOD", of_ca())
    one("others", "5280 6.3.3 (j)", "GOOD", of_ca(revoked(99), revoked(101), revoked(1000000)))
    one("the leaf among a thousand", "5280 6.3.3 (j)", "REVOKED", of_ca(*(revoked(n) for n in range(1000, 30, -1))))
    for number in (0, 1, 2, 3, 4, 5, 6, 9, 10):
        one(f"for reason {number}", "5280 5.3.1", "REVOKED", of_ca(revoked(100, extensions=[reason(number)])))
    one("revoked later than now", "5280 5.1.2.6: it is listed", "REVOKED", of_ca(revoked(100, "2040-01-01")))
    one("of version 1", "5280 5.1.2.1: entries without extensions", "REVOKED", of_ca(here, version=1, extensions=()))
    one("a negative number", "5280 5.1.2.6", "GOOD", of_ca(revoked(-100)))
    case("list: the authority", "5280 6.1.3 (a)(3)", "REVOKED", lists=(crl(ROOT, TOP, [revoked(10)]),), alone="GOOD",
         trusted=(ROOT_DER,))
    case("list: the authority, of the leaf's number", "5280 6.3.3 (b)(1)", "GOOD", alone="GOOD",
         lists=(crl(ROOT, TOP, [revoked(100)]),))
    case("lists: one of each issuer, the leaf", "5280 6.1.3 (a)(3)", "REVOKED", trusted=BOTH, alone="GOOD",
         lists=(crl(ROOT, TOP, [revoked(11)]), of_ca(here)))
    fresh = {"since": "2029-01-01"}
    for title, clause, verdict, newer in [
            ("a newer one without", "5280 6.3.3: the current one", "GOOD", of_ca(**fresh)),
            ("a newer one for authorities only", "5280 5.2.5", "REVOKED",
             of_ca(extensions=[*NUMBERED, point(der(0x82, b"\xff"))], **fresh)),
            ("a newer delta without", "5280 5.2.4", "REVOKED",
             of_ca(extensions=[*NUMBERED, extension("2.5.29.27", integer(1), True)], **fresh))]:
        case(f"lists: the leaf; {title}", clause, verdict, trusted=BOTH, alone="GOOD", lists=(of_ca(here), newer))

    # When.
    left_out("past, the leaf", "5280 6.3.3 (a)(1); 5.1.2.5", "PAST", of_ca(here, until="2026-01-01"))
    left_out("past, nobody", "5280 6.3.3 (a)(1); 5.1.2.5", "PAST", of_ca(until="2026-01-01"), "GOOD")
    left_out("past by a second", "5280 5.1.2.5", "PAST", of_ca(here, until="2029-12-31 23:59:59"))
    one("to the very second", "5280 5.1.2.5", "REVOKED", of_ca(here, until="2030-01-01"))
    one("without an end", "5280 5.1.2.5, as X.509 has it", "REVOKED", of_ca(here, until=None))
    left_out("from the future", "5280 5.1.2.4", "EARLY", of_ca(here, since="2031-01-01"))

    # Who signed it.
    left_out("signature spoilt", "5280 6.3.3 (g)", "SIGNATURE", of_ca(here, spoil=True))
    left_out("signed by another key", "5280 6.3.3 (g)", "SIGNATURE", of_ca(here, by=OTHER))
    left_out("signed by the issuer's issuer in its name", "5280 6.3.3 (f), (g)", "SIGNATURE", of_ca(here, by=TOP))
    left_out("signed with MD5", "6151", "INSECURE", of_ca(here, by=key("server-rsa"), issuer=CA, how="rsa-md5"),
             trusted=(ROOT_DER, ca(k=key("server-rsa"))), sent=(leaf(by=key("server-rsa")), ca(k=key("server-rsa"))))
    one("signed with SHA-1", "3279; forging a list takes a second preimage", "REVOKED", of_ca(here, how="ecdsa-sha1"))
    left_out("of another issuer", "5280 6.3.3 (b)(1)", "UNKNOWN", of_ca(here, issuer="O=Corpus,CN=nobody"), "GOOD")
    left_out("issuer's name in another order", "5280 7.1", "UNKNOWN", of_ca(here, issuer="CN=ca,O=Corpus"), "GOOD")
    plain = ca(usage=False)
    silent = ca(key_usage("certificates"), usage=False)
    below = ca(key_usage("crls"), usage=False, basic=False)
    one("of an issuer that says no usage", "5280 6.3.3 (f)", "REVOKED", of_ca(here), trusted=(ROOT_DER, plain),
        sent=(LEAF_DER, plain))
    left_out("of an issuer without cRLSign", "5280 6.3.3 (f)", "CONSTRAINTS", of_ca(here), trusted=(ROOT_DER, silent),
             sent=(LEAF_DER, silent))
    case("list: its issuer is no authority", "5280 4.2.1.9", "NOT_CA+CONSTRAINTS", unchecked="REVOKED+NOT_CA+CONSTRAINTS",
         alone="NOT_CA", lists=(of_ca(here),), trusted=(ROOT_DER, below), sent=(LEAF_DER, below))
    case("list: its issuer is not trusted by itself", "only who is trusted is asked when it is taken in", "GOOD",
         unchecked="REVOKED", alone="GOOD", lists=(of_ca(here),))

    # What it is for.
    delta = extension("2.5.29.27", integer(1), True)
    distribution = [
        ("for users only, the leaf", der(0x81, b"\xff"), "REVOKED", "5280 6.3.3 (b)(2)(ii)"),
        ("for some reasons only", der(0x83, b"\x03\xe0"), "REVOKED", "5280 5.2.5; 6.3.3 (d)"),
        ("for attributes only", der(0x85, b"\xff"), "GOOD", "5280 6.3.3 (b)(2)(iv)"),
        ("indirect, an entry of the issuer's own", der(0x84, b"\xff"), "REVOKED", "5280 5.3.3"),
    ]
    for title, content, verdict, clause in distribution:
        one(title, clause, verdict, of_ca(here, extensions=[*NUMBERED, point(content)]))
    one("indirect, an entry of another issuer", "5280 5.3.3", "GOOD",
        of_ca(revoked(100, extensions=[certificate_issuer("O=Corpus,CN=nobody")]),
              extensions=[*NUMBERED, point(der(0x84, b"\xff"))]))
    one("indirect, behind an entry of another issuer", "5280 5.3.3: as the entry before", "GOOD",
        of_ca(revoked(7, extensions=[certificate_issuer("O=Corpus,CN=nobody")]), here,
              extensions=[*NUMBERED, point(der(0x84, b"\xff"))]))
    one("indirect, back at its own issuer", "5280 5.3.3", "REVOKED",
        of_ca(revoked(7, extensions=[certificate_issuer("O=Corpus,CN=nobody")]),
              revoked(100, extensions=[certificate_issuer(CA)]), extensions=[*NUMBERED, point(der(0x84, b"\xff"))]))
    one("delta, revokes", "5280 5.2.4", "REVOKED", of_ca(here, extensions=[*NUMBERED, delta]))
    one("delta, takes back", "5280 5.3.1: removeFromCRL", "GOOD",
        of_ca(revoked(100, extensions=[reason(8)]), extensions=[*NUMBERED, delta]))
    one("taken back, but no delta", "5280 5.3.1: removeFromCRL only in deltas", "REVOKED",
        of_ca(revoked(100, extensions=[reason(8)])))
    one("unknown critical extension", "5280 5.2: still, who is listed is revoked", "REVOKED",
        of_ca(here, extensions=[*NUMBERED, CRITICAL]))
    one("entry with an unknown critical extension", "5280 5.3: still, who is listed is revoked", "REVOKED",
        of_ca(revoked(100, extensions=[CRITICAL])))
    one("entry behind one with an unknown critical extension", "5280 5.3", "REVOKED",
        of_ca(revoked(7, extensions=[CRITICAL]), here))
