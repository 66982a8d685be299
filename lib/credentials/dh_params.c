/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dh_params.c - parameters of Diffie-Hellman that an application gives its server */

#include "credentials/dh_params.h"

#include "base/errors.h"
#include "base/memory.h"
#include "pki/der.h"
#include "pki/pem.h"

static const char *const labels[] = { "DH PARAMETERS", NULL };

int dh_params_new(struct gnutls_dh_params_int **out)
{
    *out = memory_get_zeroed(sizeof **out);
    return *out ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

void dh_params_free(struct gnutls_dh_params_int *params)
{
    if (params == NULL)
        return;
    kex_dh_wipe(&params->dh);
    memory_free(params);
}

int dh_params_set(struct gnutls_dh_params_int *params, struct bytes prime, struct bytes generator,
                  unsigned key_bits)
{
    TRY(kex_dh_set(&params->dh, prime, generator));
    params->key_bits = key_bits;
    return 0;
}

int dh_params_set_known(struct gnutls_dh_params_int *params, unsigned bits)
{
    static const struct kex *const groups[] = { &kex_ffdhe2048, &kex_ffdhe3072, &kex_ffdhe4096,
                                                &kex_ffdhe6144, &kex_ffdhe8192 };

    for (size_t i = 0; bits > 0 && i < sizeof groups / sizeof groups[0]; i++)
        if (bits <= number_bits(kex_prime(groups[i])))
            return dh_params_set(params, kex_prime(groups[i]), kex_generator(groups[i]), 0);
    return fail(GNUTLS_E_ILLEGAL_PARAMETER);
}

static int read_der(struct gnutls_dh_params_int *params, struct bytes der)
{
    struct wire_reader whole = wire_reader(der);
    struct wire_reader fields = der_enter(&whole, DER_SEQUENCE);
    struct bytes prime = der_read_unsigned(&fields);
    struct bytes generator = der_read_unsigned(&fields);
    uint32_t key_bits = wire_more(&fields) ? der_read_small(&fields, UINT16_MAX) : 0;

    TRY(der_end(&fields));
    TRY(der_end(&whole));
    return dh_params_set(params, prime, generator, key_bits);
}

int dh_params_read(struct gnutls_dh_params_int *params, struct bytes bytes,
                   gnutls_x509_crt_fmt_t format)
{
    SCOPED(buffer) struct buffer der = { 0 };
    size_t label;

    if (format == GNUTLS_X509_FMT_DER)
        return read_der(params, bytes);
    TRY(pem_next(&bytes, labels, &der, &label));
    return read_der(params, buffer_bytes(&der));
}

int dh_params_write(const struct gnutls_dh_params_int *params, gnutls_x509_crt_fmt_t format,
                    struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 }, der = { 0 };
    uint8_t bits[2] = { (uint8_t)(params->key_bits >> 8), (uint8_t)params->key_bits };

    if (params->dh.prime.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(der_write_unsigned(&fields, buffer_bytes(&params->dh.prime)));
    TRY(der_write_unsigned(&fields, buffer_bytes(&params->dh.generator)));
    if (params->key_bits > 0)
        TRY(der_write_unsigned(&fields, bytes_of(bits, sizeof bits)));
    if (format == GNUTLS_X509_FMT_DER)
        return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
    TRY(der_write(&der, DER_SEQUENCE, buffer_bytes(&fields)));
    return pem_write(buffer_bytes(&der), labels[0], out);
}

static const struct kex *known_at(gnutls_sec_param_t level)
{
    switch (level) {
    case GNUTLS_SEC_PARAM_LOW:
    case GNUTLS_SEC_PARAM_LEGACY:
    case GNUTLS_SEC_PARAM_MEDIUM:
        return &kex_ffdhe2048;
    case GNUTLS_SEC_PARAM_HIGH:
        return &kex_ffdhe3072;
    case GNUTLS_SEC_PARAM_ULTRA:
        return &kex_ffdhe8192;
    default:
        return NULL;
    }
}

int dh_source_set_known(struct dh_source *source, gnutls_sec_param_t level)
{
    const struct kex *known = known_at(level);

    if (known == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    *source = (struct dh_source){ .known = known };
    return 0;
}

static int ask_function(const struct dh_source *source, gnutls_session_t session,
                        struct kex_dh *room)
{
    gnutls_params_st given = { .type = GNUTLS_PARAMS_DH };
    int result = source->function(session, GNUTLS_PARAMS_DH, &given);

    if (result < 0)
        return fail(error_is_stall(result) ? result : GNUTLS_E_USER_ERROR);
    if (given.type != GNUTLS_PARAMS_DH || given.params.dh == NULL ||
        given.params.dh->dh.prime.size == 0)
        return fail(GNUTLS_E_NO_TEMPORARY_DH_PARAMS);
    result = kex_dh_set(room, buffer_bytes(&given.params.dh->dh.prime),
                        buffer_bytes(&given.params.dh->dh.generator));
    if (given.deinit)
        dh_params_free(given.params.dh);
    return result;
}

int dh_source_ask(const struct dh_source *source, gnutls_session_t session, struct kex_dh *room,
                  const struct kex **out)
{
    *out = source->known;
    if (source->params != NULL && source->params->dh.prime.size > 0)
        *out = &source->params->dh.kex;
    if (source->function == NULL)
        return 0;
    TRY(ask_function(source, session, room));
    *out = &room->kex;
    return 0;
}

struct field_numbers dh_params_numbers(const struct gnutls_dh_params_int *params)
{
    return (struct field_numbers){
        .kind = KEY_DH,
        .prime = buffer_bytes(&params->dh.prime),
        .generator = buffer_bytes(&params->dh.generator),
    };
}
