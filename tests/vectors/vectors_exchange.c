/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* vectors_exchange.c - secrets that two keys share: ECDH of NIST, RFC 7748 */

#include "vectors.h"

#include <gnutls/abstract.h>
#include <string.h>

/* What a private key and another's public one share, both put together from numbers. */
struct sharing {
    gnutls_ecc_curve_t curve;
    gnutls_datum_t x, y, d; /* the private key; `y` unused for RFC 7748 */
    const gnutls_datum_t *peer_x, *peer_y;
};

static bool share(const struct sharing *how, bool raw, gnutls_datum_t *out)
{
    gnutls_privkey_t own;
    gnutls_pubkey_t peer;

    *out = (gnutls_datum_t){ NULL, 0 };
    gnutls_privkey_init(&own);
    gnutls_pubkey_init(&peer);
    bool shared = gnutls_privkey_import_ecc_raw(own, how->curve, raw ? NULL : &how->x,
                                                raw ? NULL : &how->y, &how->d) == 0 &&
                  gnutls_pubkey_import_ecc_raw(peer, how->curve, how->peer_x, how->peer_y) == 0 &&
                  gnutls_privkey_derive_secret(own, peer, NULL, out, 0) == 0;
    gnutls_privkey_deinit(own);
    gnutls_pubkey_deinit(peer);
    return shared;
}

static gnutls_ecc_curve_t curve_of(const char *section)
{
    if (strncmp(section, "EC -", 4) == 0)
        return GNUTLS_ECC_CURVE_SECP256R1;
    if (strncmp(section, "ED -", 4) == 0)
        return GNUTLS_ECC_CURVE_SECP384R1;
    return strncmp(section, "EE -", 4) == 0 ? GNUTLS_ECC_CURVE_SECP521R1 : GNUTLS_ECC_CURVE_INVALID;
}

/* Keys that are none must be refused; where only the secret was changed, it must differ. */
static void check_ecdh(struct rsp *rsp, void *context)
{
    gnutls_datum_t peer_x = rsp_bytes(rsp, "QsCAVSx"), peer_y = rsp_bytes(rsp, "QsCAVSy");
    gnutls_datum_t expected = rsp_bytes(rsp, "Z"), secret;
    struct sharing how = { curve_of(rsp_section(rsp)),
                           rsp_bytes(rsp, "QsIUTx"),
                           rsp_bytes(rsp, "QsIUTy"),
                           rsp_bytes(rsp, "dsIUT"),
                           &peer_x,
                           &peer_y };

    if (how.curve == GNUTLS_ECC_CURVE_INVALID)
        return;
    bool same = share(&how, false, &secret) && secret.size == expected.size &&
                memcmp(secret.data, expected.data, expected.size) == 0;
    gnutls_free(secret.data);
    /* "4 and 5": the hash over the secret was changed, or left as it was, which is not our part. */
    bool of_the_hash = strstr(rsp_text(rsp, "Result"), "CAVSHash") != NULL;
    if (!of_the_hash)
        tally_count(context, same == (rsp_text(rsp, "Result")[0] == 'P'));
}

static void check_rfc7748(struct rsp *rsp, void *context)
{
    struct tally *tally = context;
    gnutls_datum_t peer = rsp_bytes(rsp, "INPUT_U"), expected = rsp_bytes(rsp, "OUTPUT_U"), secret;
    struct sharing how = { .curve = (gnutls_ecc_curve_t)tally->file->algorithm,
                           .d = rsp_bytes(rsp, "INPUT_SCALAR"),
                           .peer_x = &peer };

    bool shared = share(&how, true, &secret);
    tally_count(tally, shared && secret.size == expected.size &&
                           memcmp(secret.data, expected.data, secret.size) == 0);
    gnutls_free(secret.data);
}

static const struct file_row rows[] = {
    { "asymmetric/ECDH/KASValidityTest_ECCStaticUnified_NOKC_ZZOnly_init.fax", "Result", check_ecdh,
      70, 0 },
    { "asymmetric/ECDH/KASValidityTest_ECCStaticUnified_NOKC_ZZOnly_resp.fax", "Result", check_ecdh,
      70, 0 },
    { "asymmetric/X25519/rfc7748.txt", "OUTPUT_U", check_rfc7748, 3, GNUTLS_ECC_CURVE_X25519 },
    { "asymmetric/X448/rfc7748.txt", "OUTPUT_U", check_rfc7748, 3, GNUTLS_ECC_CURVE_X448 },
};

int main(void)
{
    return vectors_run("vectors of key exchange", rows, sizeof rows / sizeof rows[0]);
}
