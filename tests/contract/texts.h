/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* texts.h - texts over a pair that is connected */
#ifndef TESTS_CONTRACT_TEXTS_H
#define TESTS_CONTRACT_TEXTS_H

#include "suite.h"

static const struct pair_options plain = { .tickets = false };

static inline void send_text(struct sim_end *from, const char *text)
{
    assert_code(gnutls_record_send(from->session, text, strlen(text)), (long)strlen(text));
}

static inline void assert_text(struct sim_end *at, const char *text)
{
    char got[64];
    assert_code(pair_receive(at, got, sizeof got), (long)strlen(text));
    assert_memory_equal(got, text, strlen(text));
}

#endif
