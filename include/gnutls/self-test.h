/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* self-test.h - known answers */

#ifndef GNUTLS_SELF_TEST_H
#define GNUTLS_SELF_TEST_H

#include <gnutls/gnutls.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Each runs the known answers of one algorithm, or of all.
 */

/* Test all; leave out those for older standards. */
#define GNUTLS_SELF_TEST_FLAG_ALL       1
#define GNUTLS_SELF_TEST_FLAG_NO_COMPAT 2

int gnutls_cipher_self_test(unsigned int flags, gnutls_cipher_algorithm_t cipher);
int gnutls_digest_self_test(unsigned int flags, gnutls_digest_algorithm_t digest);
int gnutls_hkdf_self_test(unsigned int flags, gnutls_mac_algorithm_t mac);
int gnutls_mac_self_test(unsigned int flags, gnutls_mac_algorithm_t mac);
int gnutls_pbkdf2_self_test(unsigned int flags, gnutls_mac_algorithm_t mac);
int gnutls_pk_self_test(unsigned int flags, gnutls_pk_algorithm_t pk);
int gnutls_tlsprf_self_test(unsigned int flags, gnutls_mac_algorithm_t mac);

#ifdef __cplusplus
}
#endif

#endif
