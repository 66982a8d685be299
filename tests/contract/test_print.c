/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_print.c - certificates as text for people
 *
 * What is expected stands beside each certificate in tests/data/print, as certtool printed it. Texts
 * of errors, and what follows them, are each library's own.
 */

#include "suite.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <stdio.h>

enum { ROOM = 96 };

static gnutls_x509_crt_t load_certificate(const char *name)
{
    return certificate_in("print/%s.pem", name);
}

struct whole_row {
    const char *name;
};

static const struct whole_row whole_rows[] = {
    { "authority" },     { "ed25519" }, { "ed448" },   { "forever" },   { "names" },
    { "nameless" },      { "numbers" }, { "p384" },    { "p521" },      { "parts" },
    { "places" },        { "plain" },   { "poison" },  { "proxy" },     { "proxy-policy" },
    { "no-authority" },  { "pss" },     { "rsa1024" }, { "rsa-sha1" },  { "rsa3072" },
    { "timestamps" },    { "unknown" }, { "dsa" },     { "gost-2001" }, { "gost-2012-256" },
    { "gost-2012-512" },
};

static void test_whole_certificate_is_printed(void **state)
{
    const struct whole_row *row = *state;
    gnutls_x509_crt_t certificate = load_certificate(row->name);
    gnutls_datum_t text, expected;
    char path[ROOM];
    snprintf(path, sizeof path, "print/%s.txt", row->name);
    assert_int_equal(pair_load(path, &expected), 0);

    assert_code(gnutls_x509_crt_print(certificate, GNUTLS_CRT_PRINT_FULL, &text), 0);

    assert_int_equal(text.size, expected.size);
    assert_memory_equal(text.data, expected.data, text.size);
    gnutls_free(text.data);
    free(expected.data);
    gnutls_x509_crt_deinit(certificate);
}

/* ---- parts of other formats ---- */

struct part_row {
    const char *label, *name;
    gnutls_certificate_print_formats_t format;
    const char *has, *lacks; /* either may be NULL */
};

/* clang-format off */
static const struct part_row part_rows[] = {
    { "one line", "numbers", GNUTLS_CRT_PRINT_ONELINE,
      "subject `CN=numbers', issuer `CN=numbers', serial 0x00ffeeddccbbaa99887766554433221100ffeeddcc, "
      "EC/ECDSA key 256 bits, signed using ECDSA-SHA256, activated `2020-01-01 00:00:00 UTC', "
      "expires `2049-12-31 00:00:00 UTC', pin-sha256=\"", "\n" },
    { "one line of who has no name", "nameless", GNUTLS_CRT_PRINT_ONELINE,
      "no subject,no issuer,serial 0x", NULL },
    { "one line of a proxy", "proxy", GNUTLS_CRT_PRINT_ONELINE,
      "', proxy certificate (policy=id-ppl-inheritALL, pathlen=3), pin", NULL },
    { "one line of a broken signature", "rsa-sha1", GNUTLS_CRT_PRINT_ONELINE,
      "signed using RSA-SHA1 (broken!), ", NULL },
    { "one line of an unknown curve", "k1", GNUTLS_CRT_PRINT_ONELINE,
      ", 1.2.840.10045.2.1 key 0 bits, ", "pin" },
    { "compact", "plain", GNUTLS_CRT_PRINT_COMPACT, "\"\n\tPublic Key ID:\n\t\tsha1:", "Fingerprint" },
    { "unsigned", "plain", GNUTLS_CRT_PRINT_UNSIGNED_FULL, "\tSubject: CN=plain\n", "Issuer" },
    { "unsigned, too", "plain", GNUTLS_CRT_PRINT_UNSIGNED_FULL, "Public Key ID", "Signature" },
    { "numbers in one line", "rsa1024", GNUTLS_CRT_PRINT_FULL_NUMBERS,
      "\t\tExponent (bits 24): 010001\n", "Exponent (bits 24):\n" },
    { "a key on an unknown curve", "k1", GNUTLS_CRT_PRINT_FULL,
      "\tSubject Public Key Algorithm: EC/ECDSA\n", "Public Key PIN" },
    { "a broken extension", "broken", GNUTLS_CRT_PRINT_FULL,
      "\t\tCRL Distribution points (not critical):\nerror: ", NULL },
    { "what follows a broken extension", "broken", GNUTLS_CRT_PRINT_FULL,
      "Subject Key Identifier (not critical):\n\t\t\t", NULL },
    { "numbers of GOST in one line", "gost-2012-256", GNUTLS_CRT_PRINT_FULL_NUMBERS,
      "\t\tParamSet: TC26-Z\n\t\tX: ", "X:\n" },
    { "one line of GOST", "gost-2012-512", GNUTLS_CRT_PRINT_ONELINE,
      "GOST R 34.10-2012-512 key 512 bits, signed using GOSTR341012-512, ", NULL },
    { "numbers of DSA", "dsa", GNUTLS_CRT_PRINT_FULL, "\t\tPublic key (bits 2048):\n\t\t\t", NULL },
    { "parameters of a key", "pss-limited", GNUTLS_CRT_PRINT_FULL,
      "\t\tParameters:\n\t\t\tHash Algorithm: SHA384\n\t\t\tSalt Length: 48\n", NULL },
};
/* clang-format on */

static void test_other_format(void **state)
{
    const struct part_row *row = *state;
    gnutls_x509_crt_t certificate = load_certificate(row->name);
    gnutls_datum_t text;

    assert_code(gnutls_x509_crt_print(certificate, row->format, &text), 0);

    assert_non_null(strstr((char *)text.data, row->has));
    if (row->lacks != NULL)
        assert_null(strstr((char *)text.data, row->lacks));
    assert_int_equal(text.size, strlen((char *)text.data));
    gnutls_free(text.data);
    gnutls_x509_crt_deinit(certificate);
}

/* ---- keys, extensions, pictures ---- */

static void test_key_is_printed_with_its_usage(void **state)
{
    static const char beginning[] = "Public Key Information:\n\tPublic Key Algorithm: EC/ECDSA\n";
    gnutls_x509_crt_t certificate = load_certificate("plain");
    gnutls_pubkey_t key;
    gnutls_datum_t text;
    assert_code(gnutls_pubkey_init(&key), 0);
    assert_code(gnutls_pubkey_import_x509(key, certificate, 0), 0);
    assert_code(gnutls_pubkey_set_key_usage(key, GNUTLS_KEY_CRL_SIGN), 0);

    assert_code(gnutls_pubkey_print(key, GNUTLS_CRT_PRINT_FULL, &text), 0);

    assert_memory_equal(text.data, beginning, sizeof beginning - 1);
    assert_non_null(strstr((char *)text.data, "\n\nPublic Key Usage:\n\tCRL signing.\nPublic Key "
                                              "ID:\n\tsha1:"));
    gnutls_free(text.data);
    gnutls_pubkey_deinit(key);
    gnutls_x509_crt_deinit(certificate);
}

static void test_extensions_are_printed_alone(void **state)
{
    gnutls_x509_ext_st extensions[] = {
        { (char *)"2.5.29.15", 1, { (unsigned char *)"\x03\x02\x07\x80", 4 } },
        { (char *)"1.2.3", 0, { (unsigned char *)"abc", 3 } },
    };
    gnutls_datum_t text;

    assert_code(gnutls_x509_ext_print(extensions, 2, GNUTLS_CRT_PRINT_FULL, &text), 0);

    assert_string_equal(text.data, "\t\tKey Usage (critical):\n\t\t\tDigital signature.\n"
                                   "\t\tUnknown extension 1.2.3 (not critical):\n"
                                   "\t\t\tASCII: abc\n\t\t\tHexdump: 616263\n");
    gnutls_free(text.data);
}

struct art_row {
    const char *label, *type;
    unsigned size, count;
    const char *title, *row; /* one of its rows */
};

static const struct art_row art_rows[] = {
    { "an RSA key", "RSA", 2048, 20, "+--[ RSA 2048]----+\n", "|    o . + X o    |\n" },
    { "a long fingerprint", "EC", 256, 32, "+--[  EC  256]----+\n", "|    o ..+ X o    |\n" },
    { "no size", "", 0, 1, "+--[    ]---------+\n", "|      E S        |\n" },
    { "no fingerprint", "RSA", 2048, 0, "+--[ RSA 2048]----+\n", "|        E        |\n" },
    { "a long type", "LONGKEYTYPENAMEEEEEE", 99999, 0, "+--[LONGKEYTYPEN--+\n",
      "|        E        |\n" },
};

static void test_fingerprint_is_drawn(void **state)
{
    const struct art_row *row = *state;
    unsigned char fingerprint[32];
    gnutls_datum_t art;
    for (unsigned i = 0; i < row->count; i++)
        fingerprint[i] = (unsigned char)(i * 37 + 11);

    assert_code(gnutls_random_art(GNUTLS_RANDOM_ART_OPENSSH, row->type, row->size, fingerprint,
                                  row->count, &art),
                0);

    assert_memory_equal(art.data, row->title, strlen(row->title));
    assert_non_null(strstr((char *)art.data, row->row));
    gnutls_free(art.data);
}

int main(void)
{
    ADD_ROWS(whole_rows, test_whole_certificate_is_printed);
    ADD_ROWS(part_rows, test_other_format);
    ADD(test_key_is_printed_with_its_usage);
    ADD(test_extensions_are_printed_alone);
    ADD_ROWS(art_rows, test_fingerprint_is_drawn);
    return suite_run("print");
}
