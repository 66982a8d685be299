/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* extension_oid.h - what extensions are called in DER */

#ifndef PKI_EXTENSION_OID_H
#define PKI_EXTENSION_OID_H

#include "pki/oid.h"

/* clang-format off */
static const struct bytes oid_subject_key_id        = OID("\x55\x1d\x0e"); /* 2.5.29.14 */
static const struct bytes oid_key_usage             = OID("\x55\x1d\x0f");
static const struct bytes oid_usage_period          = OID("\x55\x1d\x10");
static const struct bytes oid_alternative_names     = OID("\x55\x1d\x11");
static const struct bytes oid_issuer_names          = OID("\x55\x1d\x12");
static const struct bytes oid_basic_constraints     = OID("\x55\x1d\x13");
static const struct bytes oid_name_constraints      = OID("\x55\x1d\x1e");
static const struct bytes oid_distribution_points   = OID("\x55\x1d\x1f");
static const struct bytes oid_policies              = OID("\x55\x1d\x20");
static const struct bytes oid_authority_key_id      = OID("\x55\x1d\x23");
static const struct bytes oid_purposes              = OID("\x55\x1d\x25");
static const struct bytes oid_inhibit_policy        = OID("\x55\x1d\x36");
/* 1.3.6.1.5.5.7.1.1, .14 and .24 */
static const struct bytes oid_information_access    = OID("\x2b\x06\x01\x05\x05\x07\x01\x01");
static const struct bytes oid_proxy_info            = OID("\x2b\x06\x01\x05\x05\x07\x01\x0e");
static const struct bytes oid_tls_features          = OID("\x2b\x06\x01\x05\x05\x07\x01\x18");
/* 1.3.6.1.4.1.11129.2.4.2 */
static const struct bytes oid_scts = OID("\x2b\x06\x01\x04\x01\xd6\x79\x02\x04\x02");
/* clang-format on */

#endif
