/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* describe.c - a connection in one line */

#include "algorithms/names.h"
#include "base/errors.h"
#include "base/text.h"
#include "connection/calls.h"

static bool over_finite_field(const struct agreed *agreed)
{
    return agreed->group != NULL && group_is_finite_field(agreed->group);
}

gnutls_kx_algorithm_t connection_kx(const struct gnutls_session_int *session)
{
    const struct agreed *agreed = &session->agreed;

    if (agreed->suite == NULL)
        return GNUTLS_KX_UNKNOWN;
    if (!agreed->version->tls13_or_later)
        return agreed->suite->kx;
    if (!agreed->from_psk)
        return over_finite_field(agreed) ? GNUTLS_KX_DHE_RSA : GNUTLS_KX_ECDHE_RSA;
    if (agreed->group == NULL)
        return GNUTLS_KX_PSK;
    return over_finite_field(agreed) ? GNUTLS_KX_DHE_PSK : GNUTLS_KX_ECDHE_PSK;
}

/* RFC 8446, 4.2.3: before TLS 1.3 a number of ECDSA says nothing of the curve. */
gnutls_sign_algorithm_t connection_sign(const struct gnutls_session_int *session,
                                        const struct signature_scheme *scheme)
{
    if (scheme == NULL)
        return GNUTLS_SIGN_UNKNOWN;
    if (session->agreed.version->tls13_or_later)
        return scheme->api_id;
    switch (scheme->api_id) {
    case GNUTLS_SIGN_ECDSA_SECP256R1_SHA256:
        return GNUTLS_SIGN_ECDSA_SHA256;
    case GNUTLS_SIGN_ECDSA_SECP384R1_SHA384:
        return GNUTLS_SIGN_ECDSA_SHA384;
    case GNUTLS_SIGN_ECDSA_SECP521R1_SHA512:
        return GNUTLS_SIGN_ECDSA_SHA512;
    default:
        return scheme->api_id;
    }
}

static int add(struct buffer *out, const char *text)
{
    return buffer_append(out, bytes_of_text(text));
}

/* In TLS 1.2 it is the suite's, and a session that is resumed keeps it. */
static bool has_psk_exchange(const struct agreed *agreed)
{
    gnutls_kx_algorithm_t kx = agreed->suite->kx;

    if (agreed->version->tls13_or_later)
        return agreed->from_psk;
    return kx == GNUTLS_KX_ECDHE_PSK || kx == GNUTLS_KX_DHE_PSK;
}

/* Without a group: "PSK", "RSA". */
static const char *plain_exchange(const struct agreed *agreed)
{
    const struct algorithm *kx = algorithm_by_id(ALGORITHM_KX, (int)agreed->suite->kx);

    return agreed->version->tls13_or_later || kx == NULL ? "PSK" : kx->name;
}

/* A finite field that has no name: "DHE-CUSTOM2048", "DHE-PSK-CUSTOM2048". */
static int add_custom_exchange(const struct agreed *agreed, struct buffer *out)
{
    return buffer_print(out, "%sCUSTOM%u)", has_psk_exchange(agreed) ? "DHE-PSK-" : "DHE-",
                        number_bits(buffer_bytes(&agreed->dh_prime)));
}

static bool is_anonymous(const struct agreed *agreed)
{
    return agreed->suite->kx == GNUTLS_KX_ANON_DH || agreed->suite->kx == GNUTLS_KX_ANON_ECDH;
}

/* "-(DHE-PSK-FFDHE2048)", "-(PSK)" */
static int add_exchange(const struct agreed *agreed, struct buffer *out)
{
    TRY(add(out, "-("));
    if (agreed->group == NULL && agreed->dh_prime.size > 0 && !is_anonymous(agreed))
        return add_custom_exchange(agreed, out);
    if (agreed->group == NULL || is_anonymous(agreed)) {
        TRY(add(out, plain_exchange(agreed)));
        return add(out, ")");
    }
    TRY(add(out, over_finite_field(agreed) ? "DHE-" : "ECDHE-"));
    if (has_psk_exchange(agreed))
        TRY(add(out, "PSK-"));
    TRY(add(out, agreed->group->name));
    return add(out, ")");
}

static int add_name(const char *name, struct buffer *out)
{
    TRY(add(out, "-("));
    TRY(add(out, name));
    return add(out, ")");
}

/* "-Raw Public Key", "-X.509-Raw Public Key": the client's, then the server's, where they differ.
 * Nothing where there was no choice. */
static int add_types(const struct gnutls_session_int *session, struct buffer *out)
{
    static const char *const names[] = { "-X.509", "-Raw Public Key" };
    const struct agreed *agreed = &session->agreed;

    if (!session->config.raw_keys)
        return 0;
    if (agreed->params.client_raw != agreed->params.server_raw)
        TRY(add(out, names[agreed->params.client_raw]));
    return add(out, names[agreed->params.server_raw]);
}

/* A connection that failed is still what it was, if it ever was one. */
static bool is_there(const struct gnutls_session_int *session)
{
    enum connection_state state = connection_state(session);

    return state == CONNECTION_OPEN || (state == CONNECTION_DEAD && session->completed);
}

int connection_describe(const struct gnutls_session_int *session, struct buffer *out)
{
    const struct agreed *agreed = &session->agreed;
    const struct algorithm *sign, *cipher, *mac;

    if (!is_there(session) || agreed->suite == NULL)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);

    TRY(add(out, "("));
    TRY(add(out, agreed->version->name));
    TRY(add_types(session, out));
    TRY(add(out, ")"));
    TRY(add_exchange(agreed, out));
    sign = algorithm_by_id(ALGORITHM_SIGN, (int)connection_sign(session, agreed->server_scheme));
    if (sign != NULL)
        TRY(add_name(sign->name, out));
    cipher = algorithm_by_id(ALGORITHM_CIPHER, (int)agreed->suite->cipher);
    TRY(add_name(cipher != NULL ? cipher->name : agreed->suite->name, out));
    mac = algorithm_by_id(ALGORITHM_MAC, (int)agreed->suite->mac);
    if (agreed->suite->protection == PROTECT_CBC && mac != NULL)
        TRY(add_name(mac->name, out));
    return buffer_append(out, bytes_of("", 1));
}
