#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Make the corpus of chains anew: `chains.bin`, and `chains.txt`, which says what is in it.

Each chain is a good one with one property changed. What is expected of it is
written beside it here, with the clause that says so, and not taken from any
library. The keys are those of the folder above.

  chains.bin   DER, one behind the other: 24 bits of length, then the bytes
  chains.txt   a line a chain: name | trusted | chain | purpose | host | verdict | clause
               where certificates are numbers of their place in chains.bin
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from forge import *  # noqa: E402,F403


def key(path):
    return Key.load(HERE.parent / f"{path}-key.pem")


TOP, MIDDLE, LEAF, OTHER = key("self"), key("inter"), key("server-p256"), key("other-p256")
ROOT, CA, HOST = "O=Corpus,CN=root", "O=Corpus,CN=ca", "O=Corpus,CN=host"
CRITICAL = extension("1.3.6.1.4.1.99999.1", b"\x05\x00", True)

certificates, index, rows = [], {}, []


def add(content):
    if content not in index:
        index[content] = len(certificates)
        certificates.append(content)
    return index[content]


def leaf(*extensions, issuer=CA, by=MIDDLE, host="host.corpus.test", names=None, serial=100, **more):
    names = [("dns", host)] if names is None else names
    alternative = [alternative_names(*names)] if names else []
    subject = more.pop("subject", HOST)
    k = more.pop("key", LEAF)
    return certificate(subject, k, issuer, by, serial=serial, extensions=[*alternative, *extensions], **more)


def ca(*extensions, subject=CA, k=MIDDLE, issuer=ROOT, by=TOP, basic=True, usage=True, limit=None, serial=10, **more):
    own = []
    if basic:
        own.append(basic_constraints(True, limit))
    if usage:
        own.append(key_usage("certificates", "crls"))
    return certificate(subject, k, issuer, by, serial=serial, extensions=[*own, *extensions], **more)


ROOT_DER = ca(subject=ROOT, k=TOP, serial=1)
CA_DER = ca()
LEAF_DER = leaf()


def chain(name, clause, verdict, *sent, trusted=(ROOT_DER,), purpose="", host=""):
    sent = sent or (LEAF_DER, CA_DER)
    rows.append(" | ".join([name, " ".join(str(add(c)) for c in trusted),
                            " ".join(str(add(c)) for c in sent), purpose, host, verdict, clause]))


def times():
    moments = [("2000-01-01", "2020-01-01", "EXPIRED"), ("2040-01-01", "2049-12-31", "FUTURE"),
               ("2020-01-01", "2029-12-31 23:59:59", "EXPIRED"), ("2020-01-01", "2030-01-01", "GOOD"),
               ("2030-01-01", "2049-12-31", "GOOD"), ("2030-01-01 00:00:01", "2049-12-31", "FUTURE"),
               ("2020-01-01", "2050-01-01", "GOOD"), ("2020-01-01", "9999-12-31 23:59:59", "GOOD"),
               ("1950-01-01", "2049-12-31", "GOOD"), ("2040-01-01", "2020-01-01", "FUTURE"),
               ("2055-01-01", "2060-01-01", "FUTURE"), ("1999-12-31", "1999-12-31", "EXPIRED")]
    for i, (since, until, verdict) in enumerate(moments):
        chain(f"leaf, time {i}", "5280 6.1.3 (a)(2)", verdict, leaf(since=since, until=until), CA_DER)
        chain(f"authority, time {i}", "5280 6.1.3 (a)(2)", verdict, LEAF_DER, ca(since=since, until=until))
        chain(f"root, time {i}", "trusted, but for its time too", verdict,
              trusted=(ca(subject=ROOT, k=TOP, serial=1, since=since, until=until),))


def authorities():
    usages = [("certificates",), ("certificates", "crls"), ("signature", "certificates"), ("crls",),
              ("signature",), ("encipherment",), ("signature", "crls"), ("agreement", "crls")]
    for i, names in enumerate(usages):
        verdict = "GOOD" if "certificates" in names else "CONSTRAINTS"
        chain(f"authority, usage {' '.join(names)}", "5280 6.1.4 (n)", verdict, LEAF_DER,
              ca(key_usage(*names), usage=False))
        chain(f"root, usage {' '.join(names)}", "5280 4.2.1.3", verdict,
              trusted=(ca(key_usage(*names), subject=ROOT, k=TOP, serial=1, usage=False),))
    chain("authority without key usage", "5280 6.1.4 (n)", "GOOD", LEAF_DER, ca(usage=False))
    chain("authority flag false", "5280 6.1.4 (k)", "NOT_CA", LEAF_DER,
          ca(basic_constraints(False), basic=False, usage=False))
    chain("authority flag false, but usage", "5280 6.1.4 (k)", "NOT_CA", LEAF_DER,
          ca(basic_constraints(False), basic=False))
    chain("authority without basic constraints", "5280 6.1.4 (k)", "NOT_CA", LEAF_DER,
          ca(basic=False, usage=False))
    chain("authority without basic constraints, but usage", "5280 6.1.4 (k)", "NOT_CA", LEAF_DER, ca(basic=False))
    chain("authority, basic constraints not critical", "5280 4.2.1.9", "GOOD", LEAF_DER,
          ca(basic_constraints(True, critical=False), basic=False))
    chain("authority of version 1", "5280 6.1.4 (k)", "NOT_CA", LEAF_DER,
          certificate(CA, MIDDLE, ROOT, TOP, serial=10, version=1))
    chain("root of version 1", "trusted", "GOOD",
          trusted=(certificate(ROOT, TOP, ROOT, TOP, serial=1, version=1),))
    chain("root flag false", "5280 4.2.1.9", "NOT_CA",
          trusted=(ca(basic_constraints(False), subject=ROOT, k=TOP, serial=1, basic=False),))


def tower(height, limits):
    """Leaf first; authorities of different names, the top one under ROOT, with these limits."""
    out, issuer, by = [], ROOT, TOP
    for level in range(height):
        subject = f"O=Corpus,CN=level {level}"
        k = (MIDDLE, OTHER)[level % 2]
        out.append(ca(subject=subject, k=k, issuer=issuer, by=by, limit=limits.get(level), serial=20 + level))
        issuer, by = subject, k
    return [leaf(issuer=issuer, by=by), *reversed(out)]


def path_lengths():
    for height in range(1, 9):
        for limit in range(0, 9):
            verdict = "GOOD" if height - 1 <= limit else "CONSTRAINTS"
            chain(f"{height} authorities, the first allows {limit}", "5280 6.1.4 (l)", verdict,
                  *tower(height, {0: limit}))
    for height in range(2, 8):
        chain(f"{height} authorities, the last allows 0", "5280 6.1.4 (m)", "GOOD",
              *tower(height, {height - 1: 0}))
        chain(f"{height} authorities, the last but one allows 0", "5280 6.1.4 (m)", "CONSTRAINTS",
              *tower(height, {height - 2: 0}))
    chain("14 authorities", "as many as fit", "GOOD", *tower(14, {}))
    chain("20 authorities", "more than are followed", "UNKNOWN", *tower(20, {}))
    renewed = ca(subject=CA, k=OTHER, issuer=CA, by=MIDDLE, serial=30)
    chain("issued to itself does not count", "5280 6.1.4 (l)", "GOOD",
          leaf(issuer=CA, by=OTHER), renewed, ca(limit=0))


def names():
    inside = {
        "dns": [("dns", "a.corpus.test"), ("dns", "x.a.corpus.test"), ("dns", "A.Corpus.TEST")],
        "email": [("email", "u@a.corpus.test"), ("email", "v@a.corpus.test")],
        "ip": [("ip", [10, 1, 2, 3]), ("ip", [10, 255, 0, 1])],
    }
    outside = {
        "dns": [("dns", "b.corpus.test"), ("dns", "xa.corpus.test"), ("dns", "corpus.test"), ("dns", "a.corpus.test.evil.test"),
                ("dns", "*.corpus.test")],
        "email": [("email", "u@b.corpus.test"), ("email", "u@x.a.corpus.test")],
        "ip": [("ip", [11, 1, 2, 3]), ("ip", [0x20, 1, 0xD, 0xB8] + [0] * 11 + [1])],
    }
    bases = {"dns": ("dns", "a.corpus.test"), "email": ("email", "a.corpus.test"), "ip": ("ip", [10, 0, 0, 0, 255, 0, 0, 0])}
    for kind, base in bases.items():
        permits, excludes = ca(name_constraints([base])), ca(name_constraints((), [base]))
        for i, n in enumerate(inside[kind]):
            chain(f"{kind} within what is permitted, {i}", "5280 4.2.1.10", "GOOD", leaf(names=[n]), permits)
            chain(f"{kind} within what is excluded, {i}", "5280 4.2.1.10", "CONSTRAINTS", leaf(names=[n]), excludes)
            chain(f"{kind} within, and another outside, {i}", "5280 4.2.1.10", "CONSTRAINTS",
                  leaf(names=[n, outside[kind][0]]), permits)
            chain(f"{kind} permitted by the root, {i}", "5280 6.1.4 (g)", "GOOD", leaf(names=[n]), CA_DER,
                  trusted=(ca(name_constraints([base]), subject=ROOT, k=TOP, serial=1),))
            chain(f"{kind} permitted, not critical, {i}", "5280 4.2.1.10", "GOOD", leaf(names=[n]),
                  ca(name_constraints([base], critical=False)))
        for i, n in enumerate(outside[kind]):
            chain(f"{kind} outside of what is permitted, {i}", "5280 4.2.1.10", "CONSTRAINTS", leaf(names=[n]), permits)
            chain(f"{kind} outside, by the root, {i}", "5280 6.1.4 (g)", "CONSTRAINTS", leaf(names=[n]), CA_DER,
                  trusted=(ca(name_constraints([base]), subject=ROOT, k=TOP, serial=1),))
            chain(f"{kind} outside, not critical, {i}", "5280 4.2.1.10", "CONSTRAINTS", leaf(names=[n]),
                  ca(name_constraints([base], critical=False)))
            # A wildcard speaks for an excluded name too.
            verdict = "CONSTRAINTS" if n[1] == "*.corpus.test" else "GOOD"
            chain(f"{kind} outside of what is excluded, {i}", "5280 4.2.1.10", verdict, leaf(names=[n]), excludes)
        for other in bases:
            if other != kind:
                # Without a host's name the common name stands in for one, and is constrained.
                stands_in = other == "email" and kind == "dns"
                chain(f"{other} where {kind} is constrained", "5280 4.2.1.10", "CONSTRAINTS" if stands_in else "GOOD",
                      leaf(names=[outside[other][0]]), permits)
    tree = ca(name_constraints([("dir", "O=Corpus")]))
    chain("directory name within", "5280 4.2.1.10", "GOOD", LEAF_DER, tree)
    chain("directory name outside", "5280 4.2.1.10", "CONSTRAINTS", leaf(subject="O=Elsewhere,CN=host"), tree)
    chain("directory name excluded", "5280 4.2.1.10", "CONSTRAINTS", LEAF_DER,
          ca(name_constraints((), [("dir", "O=Corpus")])))
    chain("a uri where uris are constrained", "5280 4.2.1.10", "CONSTRAINTS",
          leaf(names=[("uri", "http://b.corpus.test/")]), ca(name_constraints([("uri", "a.corpus.test")])))
    chain("nothing permitted of a kind", "5280 4.2.1.10", "CONSTRAINTS", LEAF_DER,
          ca(name_constraints([("dns", "nowhere.test")])))
    chain("a common name where there is no other", "5280 4.2.1.10, as names are asked here", "CONSTRAINTS",
          leaf(names=[], subject="O=Corpus,CN=b.corpus.test"), ca(name_constraints([("dns", "a.corpus.test")])))


def subtrees_with_distances():
    def within(kind, base, *tail, tag=0xA0):
        return ca(extension("2.5.29.30", seq(der(tag, seq(general_name(kind, base), *tail))), True))

    def number(tag, value):
        return der(tag, integer(value)[2:])

    least, most = (lambda value: number(0x80, value)), (lambda value: number(0x81, value))
    for title, tail, verdict in [("minimum 0 written out", [least(0)], "GOOD"), ("minimum 1", [least(1)], "CONSTRAINTS"),
                                 ("minimum 256", [least(256)], "CONSTRAINTS"), ("minimum -1", [least(-1)], "CONSTRAINTS"),
                                 ("a maximum", [most(5)], "CONSTRAINTS"),
                                 ("minimum 0 and a maximum", [least(0), most(0)], "CONSTRAINTS")]:
        clause = "5280 4.2.1.10: process minimum and maximum, or reject"
        chain(f"{title}, name within", clause, verdict, LEAF_DER, within("dns", "corpus.test", *tail))
        chain(f"{title}, name outside", clause, "CONSTRAINTS", LEAF_DER, within("dns", "a.corpus.test", *tail))
        chain(f"{title}, name not excluded", clause, verdict, LEAF_DER, within("dns", "a.corpus.test", *tail, tag=0xA1))
        chain(f"{title}, name excluded", clause, "CONSTRAINTS", LEAF_DER, within("dns", "corpus.test", *tail, tag=0xA1))
        chain(f"{title}, of a kind that does not come", clause, "GOOD", LEAF_DER, within("email", "corpus.test", *tail))


def mailboxes():
    clause = "5280 4.2.1.10: a mailbox, a host, or a domain behind a dot"
    for base, mail, verdict in [
            ("corpus.test", "a@corpus.test", "GOOD"), ("corpus.test", "a@CORPUS.test", "GOOD"),
            ("corpus.test", "a@sub.corpus.test", "CONSTRAINTS"), ("corpus.test", "a@xcorpus.test", "CONSTRAINTS"),
            (".corpus.test", "a@sub.corpus.test", "GOOD"), (".corpus.test", "a@b.sub.corpus.test", "GOOD"),
            (".corpus.test", "a@corpus.test", "CONSTRAINTS"), (".corpus.test", "a@xcorpus.test", "CONSTRAINTS"),
            ("a@corpus.test", "a@corpus.test", "GOOD"), ("a@corpus.test", "a@CORPUS.test", "GOOD"),
            ("a@corpus.test", "b@corpus.test", "CONSTRAINTS"), ("a@corpus.test", "A@corpus.test", "CONSTRAINTS"),
            ("a@corpus.test", "a@sub.corpus.test", "CONSTRAINTS"), ("a@corpus.test", "x.a@corpus.test", "CONSTRAINTS")]:
        names = [("email", mail), ("dns", "host.corpus.test")]
        chain(f"mail of {mail} where {base} is permitted", clause, verdict, leaf(names=names),
              ca(name_constraints([("email", base)])))
        chain(f"mail of {mail} where {base} is excluded", clause, "CONSTRAINTS" if verdict == "GOOD" else "GOOD",
              leaf(names=names), ca(name_constraints((), [("email", base)])))


def purposes_and_hosts():
    for ours, asked, verdict in [((), "server", "GOOD"), (("server",), "server", "GOOD"), (("client",), "server", "PURPOSE"),
                                 (("server", "client"), "client", "GOOD"), (("any",), "server", "GOOD"),
                                 (("mail",), "client", "PURPOSE"), (("code",), "server", "PURPOSE"), (("ocsp",), "server", "PURPOSE"),
                                 (("client", "any"), "server", "GOOD")]:
        extra = [purposes(*ours)] if ours else []
        title = " ".join(ours) or "none"
        chain(f"leaf for {title}, asked {asked}", "5280 4.2.1.12", verdict, leaf(*extra), CA_DER, purpose=PURPOSES[asked])
        chain(f"authority for {title}, asked {asked}", "5280 4.2.1.12, along the path", verdict, LEAF_DER,
              ca(*extra), purpose=PURPOSES[asked])
    for host, verdict in [("host.corpus.test", "GOOD"), ("HOST.corpus.test", "GOOD"), ("x.host.corpus.test", "OWNER"),
                          ("corpus.test", "OWNER"), ("hostxcorpus.test", "OWNER"), ("10.0.0.1", "OWNER")]:
        chain(f"asked for {host}", "6125 6.4", verdict, host=host)


def signatures():
    chain("leaf, signature spoilt", "5280 6.1.3 (a)(1)", "SIGNATURE", leaf(spoil=True), CA_DER)
    chain("authority, signature spoilt", "5280 6.1.3 (a)(1)", "SIGNATURE", LEAF_DER, ca(spoil=True))
    chain("root, signature spoilt", "trusted for its own sake", "GOOD",
          trusted=(ca(subject=ROOT, k=TOP, serial=1, spoil=True),))
    chain("leaf signed by another key", "5280 6.1.3 (a)(1)", "SIGNATURE", leaf(by=OTHER), CA_DER)
    chain("authority signed by another key", "5280 6.1.3 (a)(1)", "SIGNATURE", LEAF_DER, ca(by=OTHER))
    chain("leaf with SHA-1", "9155 and 8446 4.4.2.4", "INSECURE", leaf(how="ecdsa-sha1"), CA_DER)
    chain("authority with SHA-1", "8446 4.4.2.4", "INSECURE", LEAF_DER, ca(how="ecdsa-sha1"))
    chain("leaf with SHA-384", "5280 6.1.3", "GOOD", leaf(how="ecdsa-sha384"), CA_DER)
    chain("issuer of another name", "5280 6.1.3 (a)(4)", "UNKNOWN", leaf(issuer="O=Corpus,CN=nobody"), CA_DER)
    chain("issuer's name in another order", "5280 7.1", "UNKNOWN", leaf(issuer="CN=ca,O=Corpus"), CA_DER)
    chain("key identifier of another", "5280 4.2.1.1", "UNKNOWN",
          leaf(authority_key_id(OTHER.id)), ca(subject_key_id(MIDDLE.id)))
    chain("key identifiers that fit", "5280 4.2.1.1", "GOOD", leaf(authority_key_id(MIDDLE.id)), ca(subject_key_id(MIDDLE.id)))


def extensions():
    chain("leaf, unknown critical extension", "5280 4.2", "CRITICAL", leaf(CRITICAL), CA_DER)
    chain("authority, unknown critical extension", "5280 4.2", "CRITICAL", LEAF_DER, ca(CRITICAL))
    chain("root, unknown critical extension", "5280 4.2", "CRITICAL", trusted=(ca(CRITICAL, subject=ROOT, k=TOP, serial=1),))
    chain("leaf, unknown extension", "5280 4.2", "GOOD", leaf(extension("1.3.6.1.4.1.99999.1", b"\x05\x00")), CA_DER)
    for title, oid_text, value in [("policies", "2.5.29.32", seq(seq(oid("2.5.29.32.0")))),
                                   ("inhibit anyPolicy", "2.5.29.54", integer(0))]:
        chain(f"{title}, critical", "5280 4.2.1", "GOOD", LEAF_DER, ca(extension(oid_text, value, True)))


def shapes():
    second = ca(subject="O=Corpus,CN=second", k=OTHER, serial=40)
    chain("the root sent too", "5246 7.4.2", "GOOD", LEAF_DER, CA_DER, ROOT_DER)
    chain("the root in between", "8446 4.4.2", "GOOD", LEAF_DER, ROOT_DER, CA_DER)
    chain("the root sent twice", "8446 4.4.2", "GOOD", LEAF_DER, CA_DER, ROOT_DER, ROOT_DER)
    chain("the chain twice", "8446 4.4.2", "GOOD", LEAF_DER, CA_DER, LEAF_DER, CA_DER)
    chain("an authority twice", "8446 4.4.2", "GOOD", LEAF_DER, CA_DER, CA_DER)
    chain("the leaf twice", "8446 4.4.2", "GOOD", LEAF_DER, LEAF_DER, CA_DER)
    chain("another authority in between", "8446 4.4.2", "GOOD", LEAF_DER, second, CA_DER)
    chain("the authority missing", "5280 6.1", "UNKNOWN", LEAF_DER)
    chain("nobody trusted", "5280 6.1", "UNKNOWN", LEAF_DER, CA_DER, ROOT_DER, trusted=())
    chain("the authority trusted", "a trust anchor may be any", "GOOD", LEAF_DER, trusted=(CA_DER,))
    chain("the leaf trusted", "a trust anchor may be any", "GOOD", LEAF_DER, trusted=(LEAF_DER,))
    chain("another root trusted", "5280 6.1", "UNKNOWN", trusted=(ca(subject="O=Corpus,CN=other root", k=OTHER, issuer="O=Corpus,CN=other root", by=OTHER, serial=2),))
    chain("a root of that name with another key", "5280 6.1.3 (a)(1)", "SIGNATURE",
          trusted=(ca(subject=ROOT, k=OTHER, issuer=ROOT, by=OTHER, serial=2),))
    chain("two roots of that name", "either may have signed", "GOOD",
          trusted=(ca(subject=ROOT, k=OTHER, issuer=ROOT, by=OTHER, serial=2), ROOT_DER))
    expired = ca(until="2021-01-01")
    chain("cross-signed: an expired way, then a good one", "5280 6.1", "GOOD", LEAF_DER, expired, CA_DER)
    chain("cross-signed: a good way, then an expired one", "5280 6.1", "GOOD", LEAF_DER, CA_DER, expired)
    impostor = ca(k=OTHER, serial=41)
    chain("an authority of that name with another key first", "5280 6.1", "GOOD", LEAF_DER, impostor, CA_DER)
    a = ca(subject="O=Corpus,CN=a", k=MIDDLE, issuer="O=Corpus,CN=b", by=OTHER, serial=42)
    b = ca(subject="O=Corpus,CN=b", k=OTHER, issuer="O=Corpus,CN=a", by=MIDDLE, serial=43)
    under = leaf(issuer="O=Corpus,CN=a", by=MIDDLE)
    chain("a loop of two", "it ends", "UNKNOWN", under, a, b)
    chain("a loop, and a way out", "it ends well", "GOOD", under, a, b,
          ca(subject="O=Corpus,CN=b", k=OTHER, serial=44))
    self_signed = leaf(issuer=HOST, by=LEAF)
    chain("signed by itself", "5280 6.1", "UNKNOWN", self_signed)
    for shift in range(5):
        sent = tower(5, {})
        sent = [sent[0], *sent[1 + shift:], *sent[1:1 + shift]]
        chain(f"five authorities, turned by {shift}", "8446 4.4.2: any order", "GOOD", *sent)
    for i in range(5):
        sent = tower(5, {})
        del sent[i + 1]
        verdict = "UNKNOWN"
        chain(f"five authorities without number {i}", "5280 6.1", verdict, *sent)
    leafs_as_authority = leaf(issuer=HOST, by=LEAF, subject="O=Corpus,CN=below", key=OTHER)
    chain("a leaf as authority", "5280 6.1.4 (k)", "NOT_CA", leafs_as_authority, LEAF_DER, CA_DER)


def main():
    chain("good", "5280 6.1", "GOOD")
    for part in (times, authorities, path_lengths, names, subtrees_with_distances, mailboxes, purposes_and_hosts,
                 signatures, extensions, shapes):
        part()
    with open(HERE / "chains.bin", "wb") as out:
        for content in certificates:
            out.write(len(content).to_bytes(3, "big") + content)
    (HERE / "chains.txt").write_text("\n".join(rows) + "\n")
    print(len(rows), "chains of", len(certificates), "certificates")


if __name__ == "__main__":
    main()
