/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_x509_ext.c - names and values in extensions of certificates, to and from DER
 *
 * What DER is expected is the standards' (RFC 5280, 3820, 7633, 6962), written by hand and as
 * openssl writes it.
 */

#include "extension_der.h"

/* ---- names ---- */

struct name_row {
    const char *label;
    unsigned type;
    gnutls_datum_t value;
    const char *oid, *der;
    unsigned type_back;
};

static const struct name_row name_rows[] = {
    { "host", GNUTLS_SAN_DNSNAME, BYTES("a.b"), NULL, "30058203612e62", GNUTLS_SAN_DNSNAME },
    { "wildcard", GNUTLS_SAN_DNSNAME, BYTES("*.a.b"), NULL, "300782052a2e612e62",
      GNUTLS_SAN_DNSNAME },
    { "mail", GNUTLS_SAN_RFC822NAME, BYTES("a@b"), NULL, "30058103614062", GNUTLS_SAN_RFC822NAME },
    { "URI", GNUTLS_SAN_URI, BYTES("http://x/"), NULL, "300b8609687474703a2f2f782f",
      GNUTLS_SAN_URI },
    { "address", GNUTLS_SAN_IPADDRESS, BYTES("\x01\x02\x03\x04"), NULL, "3006870401020304",
      GNUTLS_SAN_IPADDRESS },
    { "registered id", GNUTLS_SAN_REGISTERED_ID, BYTES("1.2.3"), NULL, "300488022a03",
      GNUTLS_SAN_REGISTERED_ID },
    { "other", GNUTLS_SAN_OTHERNAME, BYTES("\x0c\x01\x61"), "1.2.3.4",
      "300ca00a06032a0304a0030c0161", GNUTLS_SAN_OTHERNAME },
    { "XMPP", GNUTLS_SAN_OTHERNAME_XMPP, BYTES("a@x"), NULL,
      "3013a01106082b06010505070805a0050c03614078", GNUTLS_SAN_OTHERNAME },
    { "Kerberos", GNUTLS_SAN_OTHERNAME_KRB5PRINCIPAL, BYTES("user/host@REALM"), NULL,
      "3030a02e06062b0601050202a0243022a0071b055245414c4da1173015a003020101a10e300c1b04757365721b04"
      "686f7374",
      GNUTLS_SAN_OTHERNAME },
};

static void test_name_is_written_and_read(void **state)
{
    const struct name_row *row = *state;
    gnutls_subject_alt_names_t names, again;
    gnutls_datum_t der, back;
    unsigned char room[ROOM];
    unsigned type = 99;
    assert_code(gnutls_subject_alt_names_init(&names), 0);
    assert_code(gnutls_subject_alt_names_init(&again), 0);

    assert_code(gnutls_subject_alt_names_set(names, row->type, &row->value, row->oid), 0);
    assert_code(gnutls_x509_ext_export_subject_alt_names(names, &der), 0);
    assert_hex(&der, row->der);
    der = from_hex(row->der, room);
    assert_code(gnutls_x509_ext_import_subject_alt_names(&der, again, 0), 0);

    assert_code(gnutls_subject_alt_names_get(again, 0, &type, &back, NULL), 0);
    assert_int_equal(type, row->type_back);
    if (row->type == row->type_back) {
        assert_int_equal(back.size, row->value.size);
        assert_memory_equal(back.data, row->value.data, back.size);
    }
    assert_code(gnutls_subject_alt_names_get(again, 1, &type, &back, NULL),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_subject_alt_names_deinit(names);
    gnutls_subject_alt_names_deinit(again);
}

struct virtual_row {
    const char *oid, *der, *value;
    unsigned type;
    int code;
};

static const struct virtual_row virtual_rows[] = {
    { "1.3.6.1.5.5.7.8.5", "0c03614062", "a@b", GNUTLS_SAN_OTHERNAME_XMPP, 0 },
    { "1.3.6.1.4.1.311.20.2.3", "0c03754064", "u@d", GNUTLS_SAN_OTHERNAME_MSUSERPRINCIPAL, 0 },
    { "1.3.6.1.5.2.2", "3018a003 1b0152a111300fa003020101a10830061b0475736572", "user@R",
      GNUTLS_SAN_OTHERNAME_KRB5PRINCIPAL, 0 },
    { "1.2.3", "0c0161", NULL, 0, GNUTLS_E_X509_UNKNOWN_SAN },
    { "1.3.6.1.5.5.7.8.5", "7a7a", NULL, 0, GNUTLS_E_ASN1_DER_ERROR },
};

static void test_kind_of_other_name(void **state)
{
    const struct virtual_row *row = *state;
    unsigned char room[ROOM];
    char hex[ROOM];
    gnutls_datum_t der, value;
    unsigned type = 0;
    size_t used = 0;
    for (const char *at = row->der; *at != '\0'; at++) {
        if (*at != ' ')
            hex[used++] = *at;
    }
    hex[used] = '\0';
    der = from_hex(hex, room);

    assert_code(gnutls_x509_othername_to_virtual(row->oid, &der, &type, &value), row->code);

    if (row->code == 0) {
        assert_int_equal(type, row->type);
        assert_text(&value, row->value);
        gnutls_free(value.data);
    }
}

/* ---- values ---- */

static void test_basic_constraints_are_written_and_read(void **state)
{
    static const struct {
        unsigned ca;
        int length;
        const char *der;
    } rows[] = {
        { 0, -1, "3000" },
        { 1, -1, "30030101ff" },
        { 1, 0, "30060101ff020100" },
        { 1, 300, "30070101ff0202012c" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        unsigned char room[ROOM];
        gnutls_datum_t der;
        unsigned ca = 9;
        int length = 9;
        assert_code(gnutls_x509_ext_export_basic_constraints(rows[i].ca, rows[i].length, &der), 0);
        assert_hex(&der, rows[i].der);
        der = from_hex(rows[i].der, room);
        assert_code(gnutls_x509_ext_import_basic_constraints(&der, &ca, &length), 0);
        assert_int_equal(ca, rows[i].ca);
        assert_int_equal(length, rows[i].length);
    }
}

static void test_key_usage_is_written_and_read(void **state)
{
    static const struct {
        unsigned usage;
        const char *der;
    } rows[] = {
        { GNUTLS_KEY_DIGITAL_SIGNATURE, "03020780" },
        { GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN, "03020106" },
        { GNUTLS_KEY_ENCIPHER_ONLY, "03020001" },
        { GNUTLS_KEY_DECIPHER_ONLY, "0303070080" },
        { 0, "030100" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        unsigned char room[ROOM];
        gnutls_datum_t der;
        unsigned usage = 9;
        assert_code(gnutls_x509_ext_export_key_usage(rows[i].usage, &der), 0);
        assert_hex(&der, rows[i].der);
        der = from_hex(rows[i].der, room);
        assert_code(gnutls_x509_ext_import_key_usage(&der, &usage), 0);
        assert_int_equal(usage, rows[i].usage);
    }
}

static void test_usage_period_proxy_and_policy_inhibition_are_written_and_read(void **state)
{
    unsigned char room[ROOM];
    gnutls_datum_t der;
    time_t from = 0, until = 0;
    unsigned skip = 9;
    int length = 9;
    char *language, *policy;
    size_t size;

    assert_code(gnutls_x509_ext_export_private_key_usage_period(1000000000, 2000000000, &der), 0);
    assert_hex(&der, "3022800f32303031303930393031343634305a810f32303333303531383033333332305a");
    der = from_hex("3011800f32303031303930393031343634305a", room);
    assert_code(gnutls_x509_ext_import_private_key_usage_period(&der, &from, &until), 0);
    assert_int_equal(from, 1000000000);
    assert_int_equal(until, -1);

    assert_code(gnutls_x509_ext_export_proxy(3, "1.3.6.1.5.5.7.21.1", "foo", 3, &der), 0);
    assert_hex(&der, "3014020103300f06082b060105050715010403666f6f");
    der = from_hex("3014020103300f06082b060105050715010403666f6f", room);
    assert_code(gnutls_x509_ext_import_proxy(&der, &length, &language, &policy, &size), 0);
    assert_int_equal(length, 3);
    assert_string_equal(language, "1.3.6.1.5.5.7.21.1");
    assert_int_equal(size, 3);
    assert_memory_equal(policy, "foo", 3);
    gnutls_free(language);
    gnutls_free(policy);

    assert_code(gnutls_x509_ext_export_inhibit_anypolicy(300, &der), 0);
    assert_hex(&der, "0202012c");
    der = from_hex("0202012c", room);
    assert_code(gnutls_x509_ext_import_inhibit_anypolicy(&der, &skip), 0);
    assert_int_equal(skip, 300);
}

int main(void)
{
    ADD_ROWS(name_rows, test_name_is_written_and_read);
    ADD_ROWS(virtual_rows, test_kind_of_other_name);
    ADD(test_basic_constraints_are_written_and_read);
    ADD(test_key_usage_is_written_and_read);
    ADD(test_usage_period_proxy_and_policy_inhibition_are_written_and_read);
    return suite_run("x509_ext");
}
