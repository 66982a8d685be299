/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* configuration.c - what the library was built with, and what may be changed for the whole process */

#include "base/errors.h"
#include "priority/system.h"

#include <gnutls/gnutls.h>

/**
 * gnutls_get_library_config:
 *
 * Tells how the library was built, as names with values, for people and logs.
 *
 * Returns: a list that ends with a name that is %NULL; it lives for ever.
 *
 * Since: 3.7.3
 **/
API const gnutls_library_config_st *gnutls_get_library_config(void)
{
    static const gnutls_library_config_st config[] = {
        { "libgnutls-soname", "libgnutls.so.30" },
        { "hardware-features", "" },
        { "tls-features", "alpn ocsp srtp psk dhe ecdhe auth-anon" },
        { "default-system-config", SYSTEM_PRIORITY_DEFAULT_PATH },
        { NULL, NULL },
    };

    return config;
}

/**
 * gnutls_get_system_config_file:
 *
 * Tells which file the administrator's priorities are read from, whether it is there or not:
 * /etc/gnutls/config, or what the environment variable GNUTLS_SYSTEM_PRIORITY_FILE names.
 *
 * Returns: the path; do not free it.
 *
 * Since: 3.6.9
 **/
API const char *gnutls_get_system_config_file(void)
{
    return system_priority_path();
}

/* Which algorithms are secure is settled by tables that no process changes: sessions in other
 * threads read them. The API allows changes only where the system's configuration begins with
 * nothing allowed, and answers so elsewhere. */
static int refuse_change(void)
{
    return fail(GNUTLS_E_INVALID_REQUEST);
}

/**
 * gnutls_digest_set_secure:
 * @dig: a hash
 * @secure: whether it shall count as secure
 *
 * Changes whether a hash counts as secure, where the system's configuration lists what is allowed.
 * Lists of that kind are not supported.
 *
 * Returns: %GNUTLS_E_INVALID_REQUEST.
 *
 * Since: 3.7.3
 **/
API int gnutls_digest_set_secure(gnutls_digest_algorithm_t dig, unsigned secure)
{
    return refuse_change();
}

/**
 * gnutls_sign_set_secure:
 * @sign: a signature algorithm
 * @secure: whether it shall count as secure
 *
 * As gnutls_digest_set_secure(), for signatures.
 *
 * Returns: %GNUTLS_E_INVALID_REQUEST.
 *
 * Since: 3.7.3
 **/
API int gnutls_sign_set_secure(gnutls_sign_algorithm_t sign, unsigned secure)
{
    return refuse_change();
}

/**
 * gnutls_sign_set_secure_for_certs:
 * @sign: a signature algorithm
 * @secure: whether it shall count as secure in certificates
 *
 * As gnutls_digest_set_secure(), for signatures in certificates.
 *
 * Returns: %GNUTLS_E_INVALID_REQUEST.
 *
 * Since: 3.7.3
 **/
API int gnutls_sign_set_secure_for_certs(gnutls_sign_algorithm_t sign, unsigned secure)
{
    return refuse_change();
}

/**
 * gnutls_ecc_curve_set_enabled:
 * @curve: a curve
 * @enabled: whether it may be used
 *
 * As gnutls_digest_set_secure(), for curves.
 *
 * Returns: %GNUTLS_E_INVALID_REQUEST.
 *
 * Since: 3.7.3
 **/
API int gnutls_ecc_curve_set_enabled(gnutls_ecc_curve_t curve, unsigned enabled)
{
    return refuse_change();
}

/**
 * gnutls_protocol_set_enabled:
 * @version: a protocol version
 * @enabled: whether it may be used
 *
 * As gnutls_digest_set_secure(), for protocol versions.
 *
 * Returns: %GNUTLS_E_INVALID_REQUEST.
 *
 * Since: 3.7.3
 **/
API int gnutls_protocol_set_enabled(gnutls_protocol_t version, unsigned enabled)
{
    return refuse_change();
}
