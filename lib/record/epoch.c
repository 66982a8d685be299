/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* epoch.c - keys in force per direction, and when they must change */

#include "record/epoch.h"

/* Some room for what is sealed before the update goes out, and for a KeyUpdate that stalls. */
enum { WORN_BEFORE_LIMIT = 1024 };

void epochs_init(struct epochs *epochs)
{
    *epochs = (struct epochs){ 0 };
    record_keys_none(&epochs->in);
    record_keys_none(&epochs->out);
}

void epochs_wipe(struct epochs *epochs)
{
    record_keys_wipe(&epochs->in);
    record_keys_wipe(&epochs->out);
    secret_wipe(&epochs->in_traffic);
    secret_wipe(&epochs->out_traffic);
}

void epochs_read_with(struct epochs *epochs, const struct cipher_suite *suite,
                      const struct secret *traffic)
{
    epochs->in_traffic = *traffic;
    record_keys_tls13(&epochs->in, suite, traffic);
}

void epochs_write_with(struct epochs *epochs, const struct cipher_suite *suite,
                       const struct secret *traffic)
{
    epochs->out_traffic = *traffic;
    record_keys_tls13(&epochs->out, suite, traffic);
}

void epochs_update_in(struct epochs *epochs)
{
    const struct cipher_suite *suite = epochs->in.suite;

    traffic_secret_update(suite->hash, &epochs->in_traffic);
    record_keys_tls13(&epochs->in, suite, &epochs->in_traffic);
}

void epochs_update_out(struct epochs *epochs)
{
    const struct cipher_suite *suite = epochs->out.suite;

    traffic_secret_update(suite->hash, &epochs->out_traffic);
    record_keys_tls13(&epochs->out, suite, &epochs->out_traffic);
}

bool epochs_out_worn(const struct epochs *epochs)
{
    const struct cipher_suite *suite = epochs->out.suite;
    uint64_t limit = UINT64_MAX;

    if (epochs->out.protection != &protect_tls13)
        return false; /* TLS 1.2 has no KeyUpdate; its sequence ends in an error */
    if (suite->aead->record_limit > 0)
        limit = suite->aead->record_limit;
    return epochs->out.sequence >= limit - WORN_BEFORE_LIMIT;
}
