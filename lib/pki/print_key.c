/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* print_key.c - keys and signatures as text */

#include "algorithms/algorithms.h"
#include "algorithms/names.h"
#include "algorithms/security.h"
#include "base/errors.h"
#include "base/text.h"
#include "pki/print.h"

/* Behind its title: in one line, or in lines of their own. */
static void print_value(struct printer *p, struct bytes value)
{
    print(p, p->full_numbers ? " " : "\n");
    if (!p->full_numbers) {
        print_hex_lines(p, value, "\t\t\t");
        return;
    }
    print_hex(p, value);
    print(p, "\n");
}

/* A number: big endian, with a zero byte in front where its first bit is set. */
static void print_number(struct printer *p, const char *title, struct bytes number)
{
    static const uint8_t zero[1];
    SCOPED(buffer) struct buffer whole = { 0 };
    while (number.size > 1 && number.data[0] == 0)
        number = bytes_from(number, 1);
    bool lead = number.size > 0 && number.data[0] >= 0x80;
    if (p->error == 0)
        p->error = buffer_append(&whole, bytes_of(zero, lead));
    if (p->error == 0)
        p->error = buffer_append(&whole, number);
    print(p, "\t\t%s:", title);
    print_value(p, buffer_bytes(&whole));
}

/* With its size as it is written, whole bytes. */
static void print_sized_number(struct printer *p, const char *title, unsigned bits,
                               struct bytes number)
{
    char full_title[48];
    struct text text = text_in(full_title, sizeof full_title);
    text_add(&text, "%s (bits %u)", title, bits);
    print_number(p, full_title, number);
}

static void print_rsa(struct printer *p, const struct public_key *key)
{
    print_sized_number(p, "Modulus", public_key_bits(key), buffer_bytes(&key->modulus));
    /* Counted with the zero byte that may stand in front. */
    struct bytes exponent = buffer_bytes(&key->exponent);
    bool lead = exponent.size > 0 && exponent.data[0] >= 0x80;
    print_sized_number(p, "Exponent", (unsigned)(exponent.size + lead) * 8, exponent);
}

static void print_pss(struct printer *p, const struct public_key *key)
{
    if (key->pss.hash != NULL) {
        print(p, "\t\tParameters:\n");
        print(p, "\t\t\tHash Algorithm: %s\n",
              algorithm_name(ALGORITHM_DIGEST, (int)key->pss.hash->digest_id));
        print(p, "\t\t\tSalt Length: %u\n", key->pss.salt_size);
    }
    print_rsa(p, key);
}

static void print_curve(struct printer *p, const struct public_key *key)
{
    print(p, "\t\tCurve:\t%s\n", algorithm_name(ALGORITHM_CURVE, (int)key->curve));
    struct bytes point = buffer_bytes(&key->point);
    if (key->kind != KEY_EC) {
        print(p, "\t\tX:");
        print_value(p, point);
        return;
    }
    size_t half = (point.size - 1) / 2;
    print_number(p, "X", bytes_of(point.data + 1, half));
    print_number(p, "Y", bytes_of(point.data + 1 + half, half));
}

/* A coordinate, without the zeros in front of it and with none before its first bit. */
static void print_coordinate(struct printer *p, const char *title, struct bytes number)
{
    while (number.size > 1 && number.data[0] == 0)
        number = bytes_from(number, 1);
    print(p, "\t\t%s:", title);
    print_value(p, number);
}

static void print_gost(struct printer *p, const struct public_key *key)
{
    struct bytes point = buffer_bytes(&key->point);
    size_t half = (point.size - 1) / 2;
    print(p, "\t\tCurve:\t%s\n", algorithm_name(ALGORITHM_CURVE, (int)key->curve));
    print(p, "\t\tDigest:\t%s\n",
          algorithm_name(ALGORITHM_DIGEST, (int)gost_hash(key->kind)->digest_id));
    print(p, "\t\tParamSet: %s\n", algorithm_name(ALGORITHM_GOST_PARAMSET, (int)key->paramset));
    print_coordinate(p, "X", bytes_of(point.data + 1, half));
    print_coordinate(p, "Y", bytes_of(point.data + 1 + half, half));
}

static void print_dsa(struct printer *p, const struct public_key *key)
{
    print_sized_number(p, "Public key", public_key_bits(key), buffer_bytes(&key->point));
    print_number(p, "P", buffer_bytes(&key->prime));
    print_number(p, "Q", buffer_bytes(&key->order));
    print_number(p, "G", buffer_bytes(&key->generator));
}

static void print_numbers(struct printer *p, const struct public_key *key)
{
    switch (key->kind) {
    case KEY_RSA:
        print_rsa(p, key);
        break;
    case KEY_RSA_PSS:
        print_pss(p, key);
        break;
    case KEY_DSA:
        print_dsa(p, key);
        break;
    case KEY_EC:
    case KEY_ED25519:
    case KEY_ED448:
    case KEY_X25519:
    case KEY_X448:
        print_curve(p, key);
        break;
    case KEY_GOST_01:
    case KEY_GOST_12_256:
    case KEY_GOST_12_512:
        print_gost(p, key);
        break;
    default:
        break;
    }
}

/* A key that is not known is called by its algorithm's OID, if that has no name either. */
static void print_key_algorithm(struct printer *p, struct bytes spki)
{
    SCOPED(buffer) struct buffer text = { 0 };
    const struct algorithm *found = NULL;
    struct printer oid = printer(&text, "");
    print_oid(&oid, public_key_oid(spki));
    if (oid.error == 0 && buffer_text(&text) != NULL)
        found = algorithm_by_oid(ALGORITHM_PK, buffer_text(&text));
    if (found != NULL)
        print(p, "%s", found->name);
    else
        print_bytes(p, buffer_bytes(&text));
}

void print_key(struct printer *p, const char *title, struct bytes spki,
               const struct public_key *key, int result)
{
    if (key == NULL) {
        if (result == GNUTLS_E_ECC_UNSUPPORTED_CURVE)
            print(p, "error importing public key: %s\n", error_find(result)->text);
        print(p, "\t%s Algorithm: ", title);
        print_key_algorithm(p, spki);
        print(p, "\n");
        return;
    }
    gnutls_pk_algorithm_t pk = key_pk_algorithm(key);
    unsigned bits = public_key_bits(key);
    const struct security_level *level = security_level_find(security_level_of(pk, bits));
    print(p, "\t%s Algorithm: %s\n", title, algorithm_name(ALGORITHM_PK, (int)pk));
    print(p, "\tAlgorithm Security Level: %s (%u bits)\n", level != NULL ? level->name : "Unknown",
          bits);
    print_numbers(p, key);
}

void print_digest(struct printer *p, const char *title, const struct hash *hash, struct bytes data)
{
    struct digest digest;
    hash_once(hash, data, &digest);
    print(p, "%s", title);
    print_hex(p, digest_bytes(&digest));
}

void print_pin(struct printer *p, struct bytes spki)
{
    struct digest digest;
    hash_once(&hash_sha256, spki, &digest);
    if (p->error == 0)
        p->error = base64_encode(digest_bytes(&digest), 0, p->out);
}

void print_key_ids(struct printer *p, struct bytes spki, const char *indent)
{
    print(p, "%sPublic Key ID:\n%s", indent, indent);
    print_digest(p, "\tsha1:", &hash_sha1, spki);
    print(p, "\n%s", indent);
    print_digest(p, "\tsha256:", &hash_sha256, spki);
    print(p, "\n%sPublic Key PIN:\n%s\tpin-sha256:", indent, indent);
    print_pin(p, spki);
    print(p, "\n");
}

void print_key_usage(struct printer *p, unsigned usage, const char *indent)
{
    static const struct {
        unsigned bit;
        const char *text;
    } rows[] = {
        { GNUTLS_KEY_DIGITAL_SIGNATURE, "Digital signature." },
        { GNUTLS_KEY_NON_REPUDIATION, "Non repudiation." },
        { GNUTLS_KEY_KEY_ENCIPHERMENT, "Key encipherment." },
        { GNUTLS_KEY_DATA_ENCIPHERMENT, "Data encipherment." },
        { GNUTLS_KEY_KEY_AGREEMENT, "Key agreement." },
        { GNUTLS_KEY_KEY_CERT_SIGN, "Certificate signing." },
        { GNUTLS_KEY_CRL_SIGN, "CRL signing." },
        { GNUTLS_KEY_ENCIPHER_ONLY, "Key encipher only." },
        { GNUTLS_KEY_DECIPHER_ONLY, "Key decipher only." },
    };
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        if ((usage & rows[i].bit) != 0)
            print(p, "%s%s\n", indent, rows[i].text);
    }
}

void print_signature_algorithm(struct printer *p, const struct signature_algorithm *algorithm,
                               struct bytes element)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_SIGN, (int)algorithm->id);
    print(p, "\tSignature Algorithm: ");
    if (facts != NULL)
        print(p, "%s", facts->name);
    else
        print_oid(p, algorithm_oid(element));
    print(p, "\n");
}

void print_salt(struct printer *p, const struct signature_algorithm *algorithm)
{
    if (algorithm->how.padding == SIGN_RSA_PSS)
        print(p, "\t\tSalt Length: %u\n", (unsigned)algorithm->how.salt_size);
}

void print_signature(struct printer *p, const struct signature_algorithm *algorithm,
                     struct bytes signature)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_SIGN, (int)algorithm->id);
    if (facts != NULL && !facts->secure_in_certs)
        print(p, "warning: signed using a broken signature algorithm that can be forged.\n");
    print(p, "\tSignature:\n");
    print_hex_lines(p, signature, "\t\t");
}

void public_key_print(const struct public_key *key, unsigned usage, struct bytes spki,
                      struct printer *p)
{
    print(p, "Public Key Information:\n");
    print_key(p, "Public Key", spki, key, 0);
    print(p, "\n");
    if (usage != 0) {
        print(p, "Public Key Usage:\n");
        print_key_usage(p, usage, "\t");
    }
    print_key_ids(p, spki, "");
}
