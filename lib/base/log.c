/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* log.c - levels, audit log, the application's log function */

#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

/* Longer messages are cut; no message of ours needs more. */
enum { MESSAGE_MAX = 512 };

static atomic_int chosen_level;
static _Atomic(gnutls_log_func) chosen_function;
static _Atomic(gnutls_audit_log_func) chosen_audit_function;

bool log_is_on(enum log_level level)
{
    return (int)level <= atomic_load_explicit(&chosen_level, memory_order_relaxed) &&
           atomic_load(&chosen_function) != NULL;
}

/* The message with a line break, both kept when the message is cut. */
static void print_line(char *line, const char *format, va_list arguments)
{
    int length = vsnprintf(line, MESSAGE_MAX - 1, format, arguments);
    if (length < 0)
        length = 0;
    if (length > MESSAGE_MAX - 2)
        length = MESSAGE_MAX - 2;
    line[length] = '\n';
    line[length + 1] = 0;
}

static void give_to_log(enum log_level level, const char *line)
{
    gnutls_log_func function = atomic_load(&chosen_function);
    if (function != NULL)
        function((int)level, line);
}

void log_write(enum log_level level, const char *format, ...)
{
    if (!log_is_on(level))
        return;
    char line[MESSAGE_MAX];
    va_list arguments;
    va_start(arguments, format);
    print_line(line, format, arguments);
    va_end(arguments);
    give_to_log(level, line);
}

void log_audit(gnutls_session_t session, const char *format, ...)
{
    gnutls_audit_log_func audit = atomic_load(&chosen_audit_function);
    if (audit == NULL && !log_is_on(LOG_AUDIT))
        return;
    char line[MESSAGE_MAX];
    va_list arguments;
    va_start(arguments, format);
    print_line(line, format, arguments);
    va_end(arguments);
    if (audit != NULL)
        audit(session, line);
    if (log_is_on(LOG_AUDIT))
        give_to_log(LOG_AUDIT, line);
}

void log_set_level(int level)
{
    atomic_store(&chosen_level, level);
}

void log_set_function(gnutls_log_func function)
{
    atomic_store(&chosen_function, function);
}

void log_set_audit_function(gnutls_audit_log_func function)
{
    atomic_store(&chosen_audit_function, function);
}
