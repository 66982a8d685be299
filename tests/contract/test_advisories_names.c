/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_advisories_names.c - names and name constraints without number, as they were once found to harm
 *
 * The work has to have a bound. What is beyond it is refused.
 */

#include "advisories.h"

#include <stdio.h>

/* An element in DER around what is there. */
static void wrap(gnutls_datum_t *content, unsigned char tag)
{
    unsigned size = content->size, width = size < 0x80      ? 0
                                           : size < 0x100   ? 1
                                           : size < 0x10000 ? 2
                                                            : 3;
    unsigned char *data = malloc(size + 2 + width);

    data[0] = tag;
    data[1] = (unsigned char)(width == 0 ? size : 0x80 | width);
    for (unsigned i = 0; i < width; i++)
        data[2 + i] = (unsigned char)(size >> 8 * (width - 1 - i));
    memcpy(data + 2 + width, content->data, size);
    free(content->data);
    *content = (gnutls_datum_t){ data, size + 2 + width };
}

/* So many names, of which so many are different; each as it is or within GeneralSubtree. */
static gnutls_datum_t many_names(unsigned count, unsigned different, bool subtrees)
{
    size_t one = subtrees ? 14 : 12;
    unsigned char *data = malloc(one * count), *at = data;
    char name[32];

    for (unsigned i = 0; i < count; i++, at += one) {
        snprintf(name, sizeof name, "\x30\x0c\x82\x0a%05u.test", i % different);
        memcpy(at, subtrees ? name : name + 2, one);
    }
    return (gnutls_datum_t){ data, (unsigned)(one * count) };
}

/* A certificate with that extension, signed by the key of `inter`; NULL when it can not be made. */
static gnutls_x509_crt_t make_certificate(const char *oid, const gnutls_datum_t *value, bool is_ca)
{
    gnutls_x509_crt_t made, issuer = certificate_in("%s", "inter-cert.pem");
    gnutls_x509_privkey_t key;
    gnutls_datum_t file, der = { NULL, 0 };

    assert_int_equal(pair_load("inter-key.pem", &file), 0);
    assert_code(gnutls_x509_privkey_init(&key), 0);
    assert_code(gnutls_x509_privkey_import(key, &file, GNUTLS_X509_FMT_PEM), 0);
    assert_code(gnutls_x509_crt_init(&made), 0);
    assert_code(gnutls_x509_crt_set_version(made, 3), 0);
    assert_code(gnutls_x509_crt_set_serial(made, "\1\2\3", 3), 0);
    assert_code(gnutls_x509_crt_set_activation_time(made, 1600000000), 0);
    assert_code(gnutls_x509_crt_set_expiration_time(made, 2500000000), 0);
    assert_code(gnutls_x509_crt_set_dn(made, is_ca ? "CN=inter" : "CN=many", NULL), 0);
    assert_code(gnutls_x509_crt_set_key(made, key), 0);
    assert_code(gnutls_x509_crt_set_basic_constraints(made, is_ca, -1), 0);
    int code = gnutls_x509_crt_set_extension_by_oid(made, oid, value->data, value->size, 1);
    if (code >= 0)
        code = gnutls_x509_crt_sign2(made, issuer, key, GNUTLS_DIG_SHA256, 0);
    if (code >= 0)
        code = gnutls_x509_crt_export2(made, GNUTLS_X509_FMT_DER, &der);
    gnutls_x509_crt_deinit(made);
    made = NULL;
    if (code >= 0) {
        assert_code(gnutls_x509_crt_init(&made), 0);
        code = gnutls_x509_crt_import(made, &der, GNUTLS_X509_FMT_DER);
    }
    if (code < 0 && made != NULL) {
        gnutls_x509_crt_deinit(made);
        made = NULL;
    }
    gnutls_free(der.data);
    free(file.data);
    gnutls_x509_privkey_deinit(key);
    gnutls_x509_crt_deinit(issuer);
    return made;
}

static gnutls_x509_crt_t leaf_with_names(unsigned count, unsigned different)
{
    gnutls_datum_t names = many_names(count, different, false);

    wrap(&names, 0x30);
    gnutls_x509_crt_t made = make_certificate("2.5.29.17", &names, false);
    free(names.data);
    return made;
}

static gnutls_x509_crt_t authority_with_subtrees(unsigned count)
{
    gnutls_datum_t subtrees = many_names(count, count, true);

    wrap(&subtrees, 0xa0);
    wrap(&subtrees, 0x30);
    gnutls_x509_crt_t made = make_certificate("2.5.29.30", &subtrees, true);
    free(subtrees.data);
    return made;
}

/* Names times constraints were compared, each with each, however many there were. */
static void test_cve_2024_12243_2025_14831_names_and_constraints_without_number(void **state)
{
    static const struct {
        unsigned names, subtrees;
        bool is_good;
    } rows[] = {
        { 10, 10, true }, { 200, 200, true }, { 2000, 200, false }, { 2000, 3000, false }
    };

    for (unsigned i = 0; i < COUNT(rows); i++) {
        gnutls_x509_crt_t chain[2] = { leaf_with_names(rows[i].names, rows[i].subtrees),
                                       authority_with_subtrees(rows[i].subtrees) };
        unsigned status = 9;
        if (chain[0] != NULL && chain[1] != NULL) {
            gnutls_x509_trust_list_t list = trust_in(chain[1]);
            assert_code(gnutls_x509_trust_list_verify_crt(list, chain, 1, 0, &status, NULL), 0);
            gnutls_x509_trust_list_deinit(list, 0);
        }
        if (library_under_test() == REPRISE || rows[i].is_good)
            assert_int_equal(status == 0, rows[i].is_good);
        gnutls_x509_crt_deinit(chain[0]);
        gnutls_x509_crt_deinit(chain[1]);
    }
}

int main(void)
{
    ADD(test_cve_2024_12243_2025_14831_names_and_constraints_without_number);
    return suite_run("advisories_names");
}
