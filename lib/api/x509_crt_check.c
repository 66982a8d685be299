/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_crt_check.c - certificates checked against names, issuers and purposes */

#include "pki/chain.h"

#include <arpa/inet.h>
#include <gnutls/x509.h>

/**
 * gnutls_x509_crt_check_hostname2:
 * @cert: a certificate
 * @hostname: a name, or an address as text
 * @flags: %GNUTLS_VERIFY_DO_NOT_ALLOW_WILDCARDS,
 *   %GNUTLS_VERIFY_DO_NOT_ALLOW_IP_MATCHES
 *
 * Tells whether a certificate speaks for a host, as RFC 6125 has it.
 *
 * A wildcard stands for one left-most label. An address has to be among the
 * addresses of the certificate. The common name counts only where the
 * certificate has no other names of hosts. Names that are not ASCII have to
 * be given in their ASCII form.
 *
 * Returns: non-zero if it does.
 *
 * Since: 3.3.0
 **/
API unsigned int gnutls_x509_crt_check_hostname2(gnutls_x509_crt_t cert, const char *hostname,
                                                 unsigned int flags)
{
    return certificate_has_name(cert, hostname, flags);
}

/**
 * gnutls_x509_crt_check_hostname:
 * @cert: a certificate
 * @hostname: a name, or an address as text
 *
 * Tells whether a certificate speaks for a host; see
 * gnutls_x509_crt_check_hostname2().
 *
 * Returns: non-zero if it does.
 **/
API unsigned int gnutls_x509_crt_check_hostname(gnutls_x509_crt_t cert, const char *hostname)
{
    return certificate_has_name(cert, hostname, 0);
}

/**
 * gnutls_x509_crt_check_ip:
 * @cert: a certificate
 * @ip: an address, 4 or 16 bytes
 * @ip_size: its size
 * @flags: 0
 *
 * Tells whether a certificate speaks for an address.
 *
 * Returns: non-zero if it does.
 *
 * Since: 3.6.0
 **/
API unsigned int gnutls_x509_crt_check_ip(gnutls_x509_crt_t cert, const unsigned char *ip,
                                          unsigned int ip_size, unsigned int flags)
{
    char text[INET6_ADDRSTRLEN];
    if ((ip_size != 4 && ip_size != 16) ||
        inet_ntop(ip_size == 4 ? AF_INET : AF_INET6, ip, text, sizeof text) == NULL)
        return 0;
    return certificate_has_name(cert, text, 0);
}

/**
 * gnutls_x509_crt_check_email:
 * @cert: a certificate
 * @email: a mail address
 * @flags: 0
 *
 * Tells whether a certificate speaks for a mail address.
 *
 * Returns: non-zero if it does.
 **/
API unsigned int gnutls_x509_crt_check_email(gnutls_x509_crt_t cert, const char *email,
                                             unsigned int flags)
{
    return certificate_has_email(cert, email);
}

/**
 * gnutls_x509_crt_check_issuer:
 * @cert: a certificate
 * @issuer: another
 *
 * Tells whether the names and key identifiers fit: whether one may have
 * issued the other. The signature is not looked at.
 *
 * Returns: non-zero if they fit.
 **/
API unsigned int gnutls_x509_crt_check_issuer(gnutls_x509_crt_t cert, gnutls_x509_crt_t issuer)
{
    return chain_issuer_fits(cert, issuer);
}

/**
 * gnutls_x509_crt_check_key_purpose:
 * @cert: a certificate
 * @purpose: an OID, such as %GNUTLS_KP_TLS_WWW_SERVER
 * @flags: 0, or %GNUTLS_KP_FLAG_DISALLOW_ANY
 *
 * Tells whether a certificate is good for a purpose. One that names none is
 * good for all.
 *
 * Returns: non-zero if it is.
 *
 * Since: 3.5.6
 **/
API unsigned int gnutls_x509_crt_check_key_purpose(gnutls_x509_crt_t cert, const char *purpose,
                                                   unsigned int flags)
{
    return certificate_has_purpose(cert, purpose, flags);
}
