/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* issue.c - makes an authority, a request and a certificate with each key, for others to judge
 *
 * issue KEYS OUT: for each NAME there are OUT/NAME-ca.pem, -request.pem and -leaf.pem, all by the
 * key KEYS/NAME-key.pem.
 */

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = { "server-rsa",  "server-rsapss",  "server-p256", "server-p384",
                                     "server-p521", "server-ed25519", "server-ed448" };

enum { BEGIN = 1577836800, END = 2493072000 }; /* 2020-01-01, 2049-01-01 */

#define TRY(call)                                                                                  \
    do {                                                                                           \
        int code = (call);                                                                         \
        if (code < 0) {                                                                            \
            fprintf(stderr, "%s: %s\n", #call, gnutls_strerror_name(code));                        \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

static void save(const char *folder, const char *name, const char *what, gnutls_datum_t *pem)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s-%s.pem", folder, name, what);
    FILE *file = fopen(path, "w");
    if (file == NULL || fwrite(pem->data, 1, pem->size, file) != pem->size || fclose(file) != 0) {
        perror(path);
        exit(1);
    }
    gnutls_free(pem->data);
}

static gnutls_x509_privkey_t load(const char *folder, const char *name)
{
    gnutls_x509_privkey_t key;
    gnutls_datum_t pem;
    char path[512];
    snprintf(path, sizeof path, "%s/%s-key.pem", folder, name);
    TRY(gnutls_load_file(path, &pem));
    TRY(gnutls_x509_privkey_init(&key));
    TRY(gnutls_x509_privkey_import(key, &pem, GNUTLS_X509_FMT_PEM));
    gnutls_free(pem.data);
    return key;
}

static gnutls_x509_crt_t certificate_of(unsigned char serial)
{
    gnutls_x509_crt_t certificate;
    TRY(gnutls_x509_crt_init(&certificate));
    TRY(gnutls_x509_crt_set_version(certificate, 3));
    TRY(gnutls_x509_crt_set_serial(certificate, &serial, 1));
    TRY(gnutls_x509_crt_set_activation_time(certificate, BEGIN));
    TRY(gnutls_x509_crt_set_expiration_time(certificate, END));
    return certificate;
}

static void set_key_id(gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer)
{
    unsigned char id[64];
    size_t size = sizeof id;
    TRY(gnutls_x509_crt_get_key_id(certificate, 0, id, &size));
    TRY(gnutls_x509_crt_set_subject_key_id(certificate, id, size));
    size = sizeof id;
    TRY(gnutls_x509_crt_get_key_id(issuer, 0, id, &size));
    TRY(gnutls_x509_crt_set_authority_key_id(certificate, id, size));
}

static gnutls_x509_crt_t make_authority(gnutls_x509_privkey_t key)
{
    gnutls_x509_crt_t ca = certificate_of(1);
    TRY(gnutls_x509_crt_set_dn(ca, "CN=authority,O=Ex\xc3\xa4mple,C=DE", NULL));
    TRY(gnutls_x509_crt_set_key(ca, key));
    TRY(gnutls_x509_crt_set_basic_constraints(ca, 1, 0));
    TRY(gnutls_x509_crt_set_key_usage(ca, GNUTLS_KEY_KEY_CERT_SIGN));
    set_key_id(ca, ca);
    TRY(gnutls_x509_crt_sign2(ca, ca, key, GNUTLS_DIG_UNKNOWN, 0));
    return ca;
}

static gnutls_x509_crq_t make_request(gnutls_x509_privkey_t key)
{
    gnutls_x509_crq_t request;
    TRY(gnutls_x509_crq_init(&request));
    TRY(gnutls_x509_crq_set_version(request, 1));
    TRY(gnutls_x509_crq_set_dn(request, "CN=host.example.test", NULL));
    TRY(gnutls_x509_crq_set_key(request, key));
    TRY(gnutls_x509_crq_set_subject_alt_name(request, GNUTLS_SAN_DNSNAME, "host.example.test", 17,
                                             GNUTLS_FSAN_SET));
    TRY(gnutls_x509_crq_set_key_purpose_oid(request, GNUTLS_KP_TLS_WWW_SERVER, 0));
    TRY(gnutls_x509_crq_sign2(request, key, GNUTLS_DIG_UNKNOWN, 0));
    return request;
}

int main(int argc, char **argv)
{
    gnutls_datum_t pem;
    if (argc != 3)
        return 2;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        gnutls_x509_privkey_t key = load(argv[1], names[i]);
        gnutls_x509_crt_t ca = make_authority(key), leaf = certificate_of(2);
        gnutls_x509_crq_t request = make_request(key);
        TRY(gnutls_x509_crt_set_crq(leaf, request));
        TRY(gnutls_x509_crt_set_crq_extensions(leaf, request));
        set_key_id(leaf, ca);
        TRY(gnutls_x509_crt_sign2(leaf, ca, key, GNUTLS_DIG_UNKNOWN, 0));
        TRY(gnutls_x509_crt_export2(ca, GNUTLS_X509_FMT_PEM, &pem));
        save(argv[2], names[i], "ca", &pem);
        TRY(gnutls_x509_crq_export2(request, GNUTLS_X509_FMT_PEM, &pem));
        save(argv[2], names[i], "request", &pem);
        TRY(gnutls_x509_crt_export2(leaf, GNUTLS_X509_FMT_PEM, &pem));
        save(argv[2], names[i], "leaf", &pem);
        gnutls_x509_crt_deinit(ca);
        gnutls_x509_crt_deinit(leaf);
        gnutls_x509_crq_deinit(request);
        gnutls_x509_privkey_deinit(key);
        puts(names[i]);
    }
    return 0;
}
