/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* anonymous.h - credentials of who shows nothing: that it was wished, and a server's parameters */

#ifndef CREDENTIALS_ANONYMOUS_H
#define CREDENTIALS_ANONYMOUS_H

#include "credentials/dh_params.h"

struct gnutls_anon_client_credentials_st {
    bool wished;
};

struct gnutls_anon_server_credentials_st {
    struct dh_source dh;
};

#endif
