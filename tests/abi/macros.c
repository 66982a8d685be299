/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* macros.c - each macro that takes arguments, used once; compiled as C and as C++ */

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/pkcs11.h>
#include <gnutls/x509-ext.h>
#include <gnutls/x509.h>

#define USE(value) (void)(value)

GNUTLS_SKIP_GLOBAL_INIT

void use_connection(gnutls_session_t session);
void use_keys(gnutls_privkey_t key, gnutls_pubkey_t pubkey, gnutls_datum_t *data);
void use_token(gnutls_x509_crt_t crt, gnutls_x509_privkey_t key);
unsigned int use_numbers(void);

void use_connection(gnutls_session_t session)
{
    char byte = 0;

    gnutls_transport_set_int(session, 0);
    gnutls_record_set_max_empty_records(session, 1);
    USE(gnutls_write(session, &byte, gnutls_read(session, &byte, 1)));
    USE(gnutls_cred_set(session, GNUTLS_CRD_CERTIFICATE, NULL));
    GNUTLS_FIPS140_SET_LAX_MODE();
    GNUTLS_FIPS140_SET_STRICT_MODE();
    _gnutls_deinit(session);
}

void use_keys(gnutls_privkey_t key, gnutls_pubkey_t pubkey, gnutls_datum_t *data)
{
    USE(gnutls_privkey_import_pkcs11_url(key, "pkcs11:"));
    USE(gnutls_pubkey_import_pkcs11_url(pubkey, "pkcs11:", 0));
    USE(gnutls_privkey_sign_raw_data(key, 0, data, data));
}

void use_token(gnutls_x509_crt_t crt, gnutls_x509_privkey_t key)
{
    gnutls_pkcs11_obj_t objects[1], *list = NULL;
    unsigned int count = 1;

    USE(gnutls_pkcs11_copy_x509_crt("pkcs11:", crt, "label", 0));
    USE(gnutls_pkcs11_copy_x509_privkey("pkcs11:", key, "label", 0, 0));
    USE(gnutls_pkcs11_obj_list_import_url(objects, &count, "pkcs11:", 0, 0));
    USE(gnutls_pkcs11_obj_list_import_url2(&list, &count, "pkcs11:", 0, 0));
    USE(gnutls_pkcs11_privkey_generate("pkcs11:", GNUTLS_PK_RSA, 2048, "label", 0));
    USE(gnutls_pkcs11_privkey_generate2("pkcs11:", GNUTLS_PK_RSA, 2048, "label",
                                        GNUTLS_X509_FMT_DER, NULL, 0));
}

unsigned int use_numbers(void)
{
    unsigned int bits = GNUTLS_SUBGROUP_TO_BITS(2048, 256);
    unsigned int curve = GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_X25519);

    USE(gnutls_check_version_numeric(3, 6, 0));
    USE(GNUTLS_BITS_ARE_CURVE(curve) | GNUTLS_BITS_TO_CURVE(curve));
    USE(GNUTLS_FLAGS_TO_SIGN_ALGO(GNUTLS_SIGN_ALGO_TO_FLAGS(GNUTLS_SIGN_RSA_SHA256)));
    USE(GNUTLS_VFLAGS_TO_PROFILE(GNUTLS_PROFILE_TO_VFLAGS(GNUTLS_PROFILE_HIGH)));
    USE(GNUTLS_PKCS_CIPHER_MASK(GNUTLS_PKCS_PBES2_AES_256));
    return GNUTLS_BITS_HAVE_SUBGROUP(bits) ? GNUTLS_BITS_TO_SUBGROUP(bits)
                                           : GNUTLS_BITS_TO_GROUP(bits);
}
