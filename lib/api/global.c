/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* global.c - the library as a whole: beginning and end, version, log, clock */

#include "base/attributes.h"
#include "base/clock.h"
#include "base/errors.h"
#include "base/library.h"
#include "base/log.h"
#include "crypto/random.h"
#include "session/stek.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int _gnutls_global_init_skip(void);

/**
 * _gnutls_global_init_skip:
 *
 * Tells whether the library leaves it to the program to call gnutls_global_init(). A program takes
 * the place of this function with the macro GNUTLS_SKIP_GLOBAL_INIT.
 *
 * Returns: 0 to initialize when the library is loaded, else 1.
 **/
API REPLACEABLE int _gnutls_global_init_skip(void)
{
    return 0;
}

static void log_to_standard_error(int level, const char *line)
{
    fprintf(stderr, "gnutls[%d]: %s", level, line);
}

/* GNUTLS_DEBUG_LEVEL turns the log on without a change to the program. */
static void obey_environment(void)
{
    const char *level = secure_getenv("GNUTLS_DEBUG_LEVEL");
    if (level == NULL)
        return;
    log_set_level(atoi(level));
    log_set_function(log_to_standard_error);
}

/**
 * gnutls_global_init:
 *
 * Initializes the library. It does so by itself when it is loaded, so that a program need not call
 * this function; calls are counted, and each wants a gnutls_global_deinit().
 *
 * The environment variable GNUTLS_DEBUG_LEVEL sets a level of logging to the standard error stream.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code; %GNUTLS_E_RANDOM_FAILED where the system has
 * no random numbers.
 **/
API int gnutls_global_init(void)
{
    if (!library_enter())
        return 0;
    obey_environment();
    unsigned char probe;
    return random_fill(RANDOM_NONCE, &probe, sizeof(probe));
}

/**
 * gnutls_global_deinit:
 *
 * Ends what gnutls_global_init() began. What is left is released with the process.
 **/
API void gnutls_global_deinit(void)
{
    library_leave();
    stek_forget();
}

/* A library that cannot find random numbers now says so again to whoever asks for them. */
static __attribute__((constructor)) void begin_when_loaded(void)
{
    if (_gnutls_global_init_skip() == 0 && gnutls_global_init() < 0)
        log_write(LOG_ERRORS, "the library is not initialized");
}

static __attribute__((destructor)) void end_when_unloaded(void)
{
    gnutls_global_deinit();
    stek_unload();
}

/**
 * gnutls_check_version:
 * @req_version: the least version that is wanted, like "3.6.0", or %NULL
 *
 * Tells the level of the API, if it is at least the one that is wanted.
 *
 * Returns: the version, or %NULL if it is lower.
 **/
API const char *gnutls_check_version(const char *req_version)
{
    if (req_version == NULL || strverscmp(req_version, GNUTLS_VERSION) <= 0)
        return GNUTLS_VERSION;
    return NULL;
}

/**
 * gnutls_global_set_log_function:
 * @log_func: receives each message with its level; %NULL for silence
 *
 * Sets who hears the log. A message is one line with its line break. It never contains secrets.
 **/
API void gnutls_global_set_log_function(gnutls_log_func log_func)
{
    log_set_function(log_func);
}

/**
 * gnutls_global_set_log_level:
 * @level: 0 for nothing, up to 9 for everything
 *
 * Sets how much is logged: 2 has errors and where they began, 3 the steps of handshakes, 4 what is
 * negotiated, 5 records.
 **/
API void gnutls_global_set_log_level(int level)
{
    log_set_level(level);
}

/**
 * gnutls_global_set_audit_log_function:
 * @log_func: receives the messages; %NULL for none
 *
 * Sets who hears of what may concern the administrator, whatever the level of the log: over
 * datagrams, of records that were discarded because they are not what the peer sent, or not in their
 * place. The session may be %NULL.
 *
 * Since: 3.0
 **/
API void gnutls_global_set_audit_log_function(gnutls_audit_log_func log_func)
{
    log_set_audit_function(log_func);
}

/**
 * gnutls_global_set_time_function:
 * @time_func: takes the place of time(); %NULL for the system's clock
 *
 * Sets the clock that validity and lifetimes are measured by. Timeouts are not.
 *
 * Since: 2.12.0
 **/
API void gnutls_global_set_time_function(gnutls_time_func time_func)
{
    clock_set_time_function(time_func);
}

/**
 * gnutls_global_set_mutex:
 * @init: makes a mutex
 * @deinit: releases it
 * @lock: takes it
 * @unlock: gives it back
 *
 * Has no effect: the library uses the system's threads by itself.
 *
 * Since: 2.12.0
 **/
API void gnutls_global_set_mutex(mutex_init_func init, mutex_deinit_func deinit,
                                 mutex_lock_func lock, mutex_unlock_func unlock)
{
}
