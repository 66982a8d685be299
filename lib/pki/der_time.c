/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* der_time.c - times of certificates, written */

#include "base/errors.h"
#include "base/text.h"
#include "pki/der.h"

enum { DAY_S = 24 * 60 * 60, YEAR_FIRST = 1950, YEAR_GENERALIZED = 2050 };

/* Days from the first of March of the year 0 to 1970-01-01, from there to the last of 9999, and
 * from there back to the first of the year 1. */
enum { DAYS_TO_1970 = 719468, LAST_DAY = 2932896, FIRST_DAY = -719162, DAYS_IN_400_YEARS = 146097 };

struct date {
    int year, month, day;
};

/* The calendar repeats every 400 years; years that begin in March have the leap day last. */
static struct date date_of(int64_t days_since_1970)
{
    int64_t days = days_since_1970 + DAYS_TO_1970;
    int64_t era = days / DAYS_IN_400_YEARS;
    int day_of_era = (int)(days % DAYS_IN_400_YEARS);
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month = (5 * day_of_year + 2) / 153;
    return (struct date){
        .year = (int)(era * 400) + year_of_era + (month >= 10),
        .month = month < 10 ? month + 3 : month - 9,
        .day = day_of_year - (153 * month + 2) / 5 + 1,
    };
}

/* The day that a moment is in, and the second of the day. Behind the last day of der_read_time()
 * there is none. */
static int64_t day_of(int64_t seconds, int *out_second)
{
    /* Division rounds towards zero; days before 1970 begin earlier. */
    int second = (int)(seconds % DAY_S);
    int64_t day = seconds / DAY_S - (second < 0);
    *out_second = second < 0 ? second + DAY_S : second;
    if (day <= LAST_DAY)
        return day;
    *out_second = DAY_S - 1;
    return LAST_DAY;
}

int der_write_generalized_time(struct buffer *buffer, uint8_t tag, int64_t seconds)
{
    SCOPED(buffer) struct buffer text = { 0 };
    int second;
    int64_t day = day_of(seconds, &second);
    if (day < FIRST_DAY)
        return fail(GNUTLS_E_INVALID_REQUEST);
    struct date date = date_of(day);
    TRY(buffer_print(&text, "%04d%02d%02d%02d%02d%02dZ", date.year, date.month, date.day,
                     second / 3600, second / 60 % 60, second % 60));
    return der_write(buffer, tag, buffer_bytes(&text));
}

int der_write_time(struct buffer *buffer, int64_t seconds)
{
    enum { HEADER = 2, CENTURY = 2 };
    SCOPED(buffer) struct buffer whole = { 0 };
    int second;
    TRY(der_write_generalized_time(&whole, DER_GENERALIZED_TIME, seconds));
    int year = date_of(day_of(seconds, &second)).year;
    if (year < YEAR_FIRST)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (year >= YEAR_GENERALIZED)
        return buffer_append(buffer, buffer_bytes(&whole));
    return der_write(buffer, DER_UTC_TIME, bytes_from(buffer_bytes(&whole), HEADER + CENTURY));
}
