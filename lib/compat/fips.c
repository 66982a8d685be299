/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fips.c - the mode of FIPS 140, which is never on: this library has no validated module */

#include "base/attributes.h"
#include "base/errors.h"

#include <gnutls/gnutls.h>

/**
 * gnutls_fips140_mode_enabled:
 *
 * Tells whether the library is in the mode of FIPS 140. It never is.
 *
 * Returns: 0, %GNUTLS_FIPS140_DISABLED.
 *
 * Since: 3.3.0
 **/
API unsigned gnutls_fips140_mode_enabled(void)
{
    return GNUTLS_FIPS140_DISABLED;
}

/**
 * gnutls_fips140_set_mode:
 * @mode: the mode that is wanted
 * @flags: 0, or %GNUTLS_FIPS140_SET_MODE_THREAD for the calling thread alone
 *
 * Changes the mode of FIPS 140, where the library has one. It has none, so nothing happens.
 *
 * Since: 3.6.3
 **/
API void gnutls_fips140_set_mode(gnutls_fips_mode_t mode, unsigned flags)
{
}

/**
 * gnutls_fips140_context_init:
 * @context: receives the context, %NULL
 *
 * Makes a place in which is noted whether what is done was approved. Without the mode of FIPS 140
 * nothing is noted.
 *
 * Returns: %GNUTLS_E_SUCCESS.
 *
 * Since: 3.7.3
 **/
API int gnutls_fips140_context_init(gnutls_fips140_context_t *context)
{
    *context = NULL;
    return 0;
}

/**
 * gnutls_fips140_context_deinit:
 * @context: a context, or %NULL
 *
 * Ends a context.
 *
 * Since: 3.7.3
 **/
API void gnutls_fips140_context_deinit(gnutls_fips140_context_t context)
{
}

/**
 * gnutls_fips140_get_operation_state:
 * @context: a context
 *
 * Tells whether what was done while the context was in force was approved.
 *
 * Returns: %GNUTLS_FIPS140_OP_INITIAL, since nothing is noted.
 *
 * Since: 3.7.3
 **/
API gnutls_fips140_operation_state_t
gnutls_fips140_get_operation_state(gnutls_fips140_context_t context)
{
    return GNUTLS_FIPS140_OP_INITIAL;
}

/**
 * gnutls_fips140_push_context:
 * @context: a context
 *
 * Puts a context in force for the calling thread.
 *
 * Returns: %GNUTLS_E_INVALID_REQUEST, since the mode of FIPS 140 is not there.
 *
 * Since: 3.7.3
 **/
API int gnutls_fips140_push_context(gnutls_fips140_context_t context)
{
    return fail(GNUTLS_E_INVALID_REQUEST);
}

/**
 * gnutls_fips140_pop_context:
 *
 * Takes the context out of force that was put in last.
 *
 * Returns: %GNUTLS_E_INVALID_REQUEST, since the mode of FIPS 140 is not there.
 *
 * Since: 3.7.3
 **/
API int gnutls_fips140_pop_context(void)
{
    return fail(GNUTLS_E_INVALID_REQUEST);
}

/**
 * gnutls_fips140_run_self_tests:
 *
 * Runs the self-tests that the mode of FIPS 140 asks for: without it, none.
 *
 * Returns: %GNUTLS_E_SUCCESS.
 *
 * Since: 3.7.7
 **/
API int gnutls_fips140_run_self_tests(void)
{
    return 0;
}
