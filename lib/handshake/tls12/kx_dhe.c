/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kx_dhe.c - ephemeral Diffie-Hellman over finite fields, RFC 5246, 7.4.3 and 7.4.7.2
 *
 * Client and server agree on a group of RFC 7919, or the server names a prime of its own.
 */

#include "algorithms/security.h"
#include "handshake/tls12/internal.h"

/* What the application may ask for afterwards. */
static int remember(struct handshake *hs, struct bytes peer_share)
{
    struct agreed *a = hs->agreed;

    TRY(buffer_set(&a->dh_prime, kex_prime(hs->tls12.dh)));
    TRY(buffer_set(&a->dh_generator, kex_generator(hs->tls12.dh)));
    a->dh_secret_bits = hs->own_share.key.size * 8u;
    return buffer_set(&a->dh_peer_share, peer_share);
}

static int make_share(struct handshake *hs)
{
    kex_private_wipe(&hs->own_share.key);
    hs->own_share.group = hs->agreed->group;
    return kex_generate(hs->tls12.dh, &hs->own_share.key, hs->shares.own);
}

int dhe_write_params(struct handshake *hs, struct wire_writer *w)
{
    const struct kex *dh = hs->tls12.dh;

    TRY(make_share(hs));
    wire_write_vec16(w, kex_prime(dh));
    wire_write_vec16(w, kex_generator(dh));
    wire_write_vec16(w, bytes_of(hs->shares.own, dh->share_size));
    return 0;
}

/* RFC 7919, 4: one that we named is recognised by its numbers. */
static const struct group *named_group(const struct handshake *hs, struct bytes prime,
                                       struct bytes generator)
{
    const struct gnutls_priority_st *p = hs->config->priority;

    for (size_t i = 0; i < p->group_count; i++) {
        const struct kex *kex = p->groups[i]->kex;

        if (group_is_finite_field(p->groups[i]) && bytes_equal(kex_prime(kex), prime) &&
            bytes_equal(kex_generator(kex), generator))
            return p->groups[i];
    }
    return NULL;
}

static unsigned prime_bits_min(const struct config *config)
{
    gnutls_certificate_verification_profiles_t profile =
        (gnutls_certificate_verification_profiles_t)GNUTLS_VFLAGS_TO_PROFILE(
            config->priority->flags.verify_flags);
    const struct security_level *level = security_level_find(security_level_of_profile(profile));

    if (config->dh_prime_bits_min > 0)
        return config->dh_prime_bits_min;
    if (!level)
        level = security_level_find(GNUTLS_SEC_PARAM_LOW);
    return security_level_bits(level, GNUTLS_PK_DH);
}

static int take_field(struct handshake *hs, struct bytes prime, struct bytes generator)
{
    const struct group *group = named_group(hs, prime, generator);
    struct facts12 *f = &hs->tls12;

    if (number_bits(prime) < prime_bits_min(hs->config))
        return fail(GNUTLS_E_DH_PRIME_UNACCEPTABLE);
    hs->agreed->group = group;
    hs->agreed->params.group = group ? group->id : 0;
    f->dh = group ? group->kex : &f->dh_own.kex;
    if (!group && kex_dh_set(&f->dh_own, prime, generator) < 0)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    return 0;
}

/* A public value as wide as the prime; zeros in front may have been left out or added. */
static int pad_share(struct handshake *hs, struct bytes share)
{
    size_t size = hs->tls12.dh->share_size;

    while (share.size > size && share.data[0] == 0)
        share = bytes_from(share, 1);
    if (share.size == 0 || share.size > size)
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    memset(hs->shares.peer, 0, size - share.size);
    memcpy(hs->shares.peer + size - share.size, share.data, share.size);
    return 0;
}

int dhe_read_params(struct handshake *hs, struct wire_reader *r)
{
    struct bytes prime = wire_read_vec16(r);
    struct bytes generator = wire_read_vec16(r);
    struct bytes share = wire_read_vec16(r);

    if (r->failed)
        return wire_read_end(r);
    TRY(take_field(hs, prime, generator));
    return pad_share(hs, share);
}

/* RFC 5246, 8.1.2: without zero bytes in front. How many there are shows in the time that hashing
 * takes, which tells of no other connection: both keys are of this one. */
static int derive(struct handshake *hs)
{
    struct bytes share = bytes_of(hs->shares.peer, hs->tls12.dh->share_size);
    struct buffer *z = &hs->tls12.premaster;
    size_t zeros = 0;

    TRY(kex_derive(&hs->own_share.key, share, z));
    kex_private_wipe(&hs->own_share.key);
    while (zeros < z->size && z->data[zeros] == 0)
        zeros++;
    buffer_drop_front(z, zeros);
    return 0;
}

int dhe_write_answer(struct handshake *hs, struct wire_writer *w)
{
    size_t size = hs->tls12.dh->share_size;

    TRY(make_share(hs));
    wire_write_vec16(w, bytes_of(hs->shares.own, size));
    TRY(remember(hs, bytes_of(hs->shares.peer, size)));
    return derive(hs);
}

int dhe_read_answer(struct handshake *hs, struct wire_reader *r)
{
    struct bytes share = wire_read_vec16(r);

    TRY(wire_read_end(r));
    TRY(pad_share(hs, share));
    TRY(remember(hs, share));
    return derive(hs);
}

const struct key_exchange kx_dhe_rsa = {
    .id = GNUTLS_KX_DHE_RSA,
    .shows_certificate = true,
    .has_params = true,
    .signs_params = true,
    .needs_finite_field = true,
    .auth = AUTH_CERTIFICATE,
    .write_params = dhe_write_params,
    .read_params = dhe_read_params,
    .write_answer = dhe_write_answer,
    .read_answer = dhe_read_answer,
};
