/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* print_names.h - names of several kinds as text; for the printers of this room */

#ifndef PKI_PRINT_NAMES_H
#define PKI_PRINT_NAMES_H

#include "pki/general_names.h"
#include "pki/print.h"

/* One name on a line, `prefix` in front of its kind. */
void print_general_name(struct printer *, const char *prefix, const struct general_name_item *);

/* The same for the base of a name constraint: addresses have a prefix. */
void print_name_constraint(struct printer *, const struct general_name_item *);

/* "id-ppl-inheritALL"; NULL for another language of policies of proxies. */
const char *proxy_language_name(struct bytes oid);

#endif
