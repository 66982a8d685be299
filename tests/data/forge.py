# SPDX-License-Identifier: LGPL-2.1-or-later
"""Certificates, revocation lists and OCSP messages, exactly as told and thus also wrong.

A library that makes certificates refuses to make bad ones. Here each is put
together from its DER, so that every part can be left out, doubled or bent. Only
the keys and their signatures come from python3-cryptography.
"""

import base64
import hashlib
from datetime import datetime, timezone

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

# ---------------------------------------------------------------- DER


def der(tag, *parts):
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    width = (size.bit_length() + 7) // 8
    return bytes([tag, 0x80 | width]) + size.to_bytes(width, "big") + content


def seq(*parts):
    return der(0x30, *parts)


def integer(value):
    return der(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def enumerated(value):
    return der(0x0A, bytes([value]))


def boolean(value):
    return der(0x01, b"\xff" if value else b"\x00")


def octets(value):
    return der(0x04, value)


def bits(value, unused=0):
    return der(0x03, bytes([unused]), value)


def oid(text):
    first, second, *rest = map(int, text.split("."))
    out = b""
    for number in [first * 40 + second, *rest]:
        groups = [number & 0x7F]
        while number > 0x7F:
            number >>= 7
            groups.append(0x80 | number & 0x7F)
        out += bytes(reversed(groups))
    return der(0x06, out)


def when(text):
    """A Time, RFC 5280, 4.1.2.5, from 'YYYY-MM-DD' or 'YYYY-MM-DD HH:MM:SS'."""
    if len(text) == 10:
        text += " 00:00:00"
    moment = datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=timezone.utc)
    if 1950 <= moment.year < 2050:
        return der(0x17, moment.strftime("%y%m%d%H%M%SZ").encode())
    return der(0x18, moment.strftime("%Y%m%d%H%M%SZ").encode())


def general_time(text):
    if len(text) == 10:
        text += " 00:00:00"
    moment = datetime.strptime(text, "%Y-%m-%d %H:%M:%S")
    return der(0x18, moment.strftime("%Y%m%d%H%M%SZ").encode())


SHORT = {"CN": "2.5.4.3", "C": "2.5.4.6", "O": "2.5.4.10", "OU": "2.5.4.11",
         "E": "1.2.840.113549.1.9.1", "DC": "0.9.2342.19200300.100.1.25"}


def name(text):
    """A Name from 'O=Example,CN=One'; values UTF8String, but C and E and DC as their types want."""
    parts = []
    for part in filter(None, text.split(",")):
        key, value = part.split("=", 1)
        tag = {"C": 0x13, "E": 0x16, "DC": 0x16}.get(key, 0x0C)
        parts.append(der(0x31, seq(oid(SHORT[key]), der(tag, value.encode()))))
    return seq(*parts)


# ---------------------------------------------------------------- keys and signatures

SIGNATURES = {
    "ecdsa-sha256": seq(oid("1.2.840.10045.4.3.2")),
    "ecdsa-sha384": seq(oid("1.2.840.10045.4.3.3")),
    "ecdsa-sha1": seq(oid("1.2.840.10045.4.1")),
    "rsa-sha256": seq(oid("1.2.840.113549.1.1.11"), b"\x05\x00"),
    "rsa-sha1": seq(oid("1.2.840.113549.1.1.5"), b"\x05\x00"),
    "rsa-md5": seq(oid("1.2.840.113549.1.1.4"), b"\x05\x00"),
    "ed25519": seq(oid("1.3.101.112")),
}


class Key:
    def __init__(self, private):
        self.private = private
        self.spki = private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        # The bytes of the BIT STRING, whose SHA-1 is the usual key identifier.
        if isinstance(private, rsa.RSAPrivateKey):
            public = private.public_key().public_bytes(
                serialization.Encoding.DER, serialization.PublicFormat.PKCS1)
        elif isinstance(private, ec.EllipticCurvePrivateKey):
            public = private.public_key().public_bytes(
                serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
        else:
            public = private.public_key().public_bytes_raw()
        self.bits = public
        self.id = hashlib.sha1(public).digest()

    @classmethod
    def load(cls, path):
        with open(path, "rb") as file:
            return cls(serialization.load_pem_private_key(file.read(), None))

    def usual(self):
        if isinstance(self.private, rsa.RSAPrivateKey):
            return "rsa-sha256"
        return "ecdsa-sha256" if isinstance(self.private, ec.EllipticCurvePrivateKey) else "ed25519"

    def sign(self, how, data):
        if how == "ed25519":
            return self.private.sign(data)
        chosen = {"sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha1": hashes.SHA1,
                  "md5": hashes.MD5}[how.split("-")[1]]()
        if how.startswith("rsa"):
            return self.private.sign(data, padding.PKCS1v15(), chosen)
        return self.private.sign(data, ec.ECDSA(chosen, deterministic_signing=True))


def signed(tbs, key, how=None, spoil=False, extra=()):
    """SIGNED: what is signed, how, the signature."""
    how = how or key.usual()
    signature = key.sign(how, tbs)
    if spoil:
        signature = signature[:-1] + bytes([signature[-1] ^ 1])
    return seq(tbs, SIGNATURES[how], bits(signature), *extra)


# ---------------------------------------------------------------- extensions


def extension(identifier, value, critical=False):
    return seq(oid(identifier), boolean(True) if critical else b"", octets(value))


def basic_constraints(authority, limit=None, critical=True):
    return extension("2.5.29.19", seq(boolean(True) if authority else b"",
                                      b"" if limit is None else integer(limit)), critical)


USAGES = ("signature", "nonrepudiation", "encipherment", "data", "agreement", "certificates", "crls")


def key_usage(*names, critical=True):
    value = sum(0x80 >> USAGES.index(n) for n in names)
    unused = (value & -value).bit_length() - 1 if value else 0
    return extension("2.5.29.15", bits(bytes([value]), unused) if value else bits(b""), critical)


PURPOSES = {"server": "1.3.6.1.5.5.7.3.1", "client": "1.3.6.1.5.5.7.3.2",
            "ocsp": "1.3.6.1.5.5.7.3.9", "any": "2.5.29.37.0", "mail": "1.3.6.1.5.5.7.3.4",
            "code": "1.3.6.1.5.5.7.3.3"}


def purposes(*names, critical=False):
    return extension("2.5.29.37", seq(*(oid(PURPOSES[n]) for n in names)), critical)


def subject_key_id(value):
    return extension("2.5.29.14", octets(value))


def authority_key_id(value):
    return extension("2.5.29.35", seq(der(0x80, value)))


def general_name(kind, value):
    if kind == "dns":
        return der(0x82, value.encode())
    if kind == "email":
        return der(0x81, value.encode())
    if kind == "uri":
        return der(0x86, value.encode())
    if kind == "ip":
        return der(0x87, bytes(value))
    if kind == "dir":
        return der(0xA4, name(value))
    if kind == "other":
        return der(0xA0, oid(value), der(0xA0, der(0x0C, b"x")))
    return der(0x88, oid(value)[2:])


def alternative_names(*names, critical=False):
    return extension("2.5.29.17", seq(*(general_name(*n) for n in names)), critical)


def name_constraints(permitted=(), excluded=(), critical=True):
    def subtrees(tag, names):
        return der(tag, *(seq(general_name(*n)) for n in names)) if names else b""
    return extension("2.5.29.30", seq(subtrees(0xA0, permitted), subtrees(0xA1, excluded)), critical)


def must_staple():
    return extension("1.3.6.1.5.5.7.1.24", seq(integer(5)))


# ---------------------------------------------------------------- what is signed


def certificate(subject, key, issuer, issuer_key, *, serial=1, since="2020-01-01", until="2049-12-31",
                extensions=(), version=3, how=None, inner_how=None, spoil=False, uniques=()):
    how = how or issuer_key.usual()
    subject, issuer = (n if isinstance(n, bytes) else name(n) for n in (subject, issuer))
    tbs = seq(
        der(0xA0, integer(version - 1)) if version > 1 else b"",
        integer(serial) if isinstance(serial, int) else serial,
        SIGNATURES[inner_how or how],
        issuer, seq(when(since), when(until)), subject, key.spki,
        *(der(0x81 + i, b"\x00" + value) for i, value in enumerate(uniques)),
        der(0xA3, seq(*extensions)) if extensions else b"")
    return signed(tbs, issuer_key, how, spoil)


def revoked(serial, at="2022-03-04 05:06:07", extensions=()):
    return seq(integer(serial), when(at), seq(*extensions) if extensions else b"")


def reason(number):
    return extension("2.5.29.21", enumerated(number))


def certificate_issuer(text):
    return extension("2.5.29.29", seq(general_name("dir", text)), True)


def crl(issuer, key, entries, *, since="2022-01-01", until="2049-12-31", extensions=(), version=2,
        how=None, spoil=False):
    how = how or key.usual()
    issuer = issuer if isinstance(issuer, bytes) else name(issuer)
    tbs = seq(
        integer(version - 1) if version > 1 else b"",
        SIGNATURES[how], issuer, when(since), when(until) if until else b"",
        seq(*entries) if entries else b"",
        der(0xA0, seq(*extensions)) if extensions else b"")
    return signed(tbs, key, how, spoil)


def crl_number(number):
    return extension("2.5.29.20", integer(number))


HASHES = {"sha1": ("1.3.14.3.2.26", hashlib.sha1), "sha256": ("2.16.840.1.101.3.4.2.1", hashlib.sha256)}


def certificate_id(issuer_name, issuer_key, serial, digest="sha1"):
    identifier, function = HASHES[digest]
    return seq(seq(oid(identifier), b"\x05\x00"), octets(function(issuer_name).digest()),
               octets(function(issuer_key.bits).digest()), integer(serial))


GOOD, UNKNOWN = der(0x80), der(0x82)


def is_revoked(at="2022-03-04 05:06:07", why=None):
    return der(0xA1, general_time(at), der(0xA0, enumerated(why)) if why is not None else b"")


def single(identifier, status, since="2025-01-01", until="2049-12-31", extensions=()):
    return seq(identifier, status, general_time(since),
               der(0xA0, general_time(until)) if until else b"",
               der(0xA1, seq(*extensions)) if extensions else b"")


def by_name(text):
    return der(0xA1, text if isinstance(text, bytes) else name(text))


def by_key(key):
    return der(0xA2, octets(key.id))


def ocsp_nonce(value):
    return extension("1.3.6.1.5.5.7.48.1.2", octets(value))


def ocsp(responder, key, singles, *, produced="2025-01-01", certificates=(), extensions=(), how=None,
         spoil=False, status=0):
    tbs = seq(responder, general_time(produced), seq(*singles),
              der(0xA1, seq(*extensions)) if extensions else b"")
    extra = [der(0xA0, seq(*certificates))] if certificates else []
    basic = signed(tbs, key, how, spoil, extra)
    return seq(enumerated(status), der(0xA0, seq(oid("1.3.6.1.5.5.7.48.1.1"), octets(basic))))


def pem(label, content):
    text = base64.b64encode(content).decode()
    lines = "\n".join(text[i:i + 64] for i in range(0, len(text), 64))
    return f"-----BEGIN {label}-----\n{lines}\n-----END {label}-----\n"


# ---------------------------------------------------------------- reading back


def element(data, at=0):
    """(tag, start of content, end) of the element at `at`."""
    size, start = data[at + 1], at + 2
    if size >= 0x80:
        width = size & 0x7F
        size, start = int.from_bytes(data[start:start + width], "big"), start + width
    return data[at], start, start + size


def subject_of(certificate_der):
    """The DER of the subject's Name."""
    _, at, _ = element(certificate_der)
    _, at, _ = element(certificate_der, at)
    if certificate_der[at] == 0xA0:
        at = element(certificate_der, at)[2]
    for _ in range(4):  # serial, algorithm, issuer, validity
        at = element(certificate_der, at)[2]
    return certificate_der[at:element(certificate_der, at)[2]]


def serial_of(certificate_der):
    _, at, _ = element(certificate_der)
    _, at, _ = element(certificate_der, at)
    if certificate_der[at] == 0xA0:
        at = element(certificate_der, at)[2]
    _, start, end = element(certificate_der, at)
    return int.from_bytes(certificate_der[start:end], "big", signed=True)
