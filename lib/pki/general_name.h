/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* general_name.h - GeneralName, RFC 5280, 4.2.1.6 */

#ifndef PKI_GENERAL_NAME_H
#define PKI_GENERAL_NAME_H

#include "base/bytes.h"

/* The number of the context tag. */
enum general_name_kind {
    NAME_OTHER = 0,
    NAME_EMAIL = 1,
    NAME_DNS = 2,
    NAME_X400 = 3,
    NAME_DIRECTORY = 4,
    NAME_EDI = 5,
    NAME_URI = 6,
    NAME_IP = 7,
    NAME_ID = 8,
    NAME_KINDS,
};

struct general_name {
    enum general_name_kind kind;
    struct bytes value; /* the content; for a directory name the whole Name */
};

/* Takes the next name from the front; false at the end. */
bool general_name_take(struct bytes *names, struct general_name *out);

/* Does `name` equal `pattern`, whose left-most label may be a lone "*"? Case does not count.
 * RFC 6125, 6.4. */
bool dns_name_matches(struct bytes pattern, struct bytes name, bool wildcards);

#endif
