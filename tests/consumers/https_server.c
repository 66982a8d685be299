/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* https_server.c - the least program on libmicrohttpd: https_server PORT CHAIN KEY
 *
 * Answers each request on loopback with its path and a hundred thousand letters, until its input
 * ends.
 */

#include <arpa/inet.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LETTERS = 100000, MOST_OF_A_FILE = 65536 };

static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **request)
{
    size_t size = strlen(url) + LETTERS;
    char *page = malloc(size);
    struct MHD_Response *response;
    enum MHD_Result result;

    (void)context, (void)method, (void)version, (void)upload, (void)upload_size, (void)request;
    if (page == NULL)
        return MHD_NO;
    memset(page, 'a', size);
    memcpy(page, url, strlen(url));
    response = MHD_create_response_from_buffer(size, page, MHD_RESPMEM_MUST_FREE);
    result = MHD_queue_response(connection, MHD_HTTP_OK, response);
    MHD_destroy_response(response);
    return result;
}

/* The text of a file; it is not released. */
static char *text_of(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = calloc(1, MOST_OF_A_FILE);

    if (file == NULL || text == NULL || fread(text, 1, MOST_OF_A_FILE - 1, file) == 0)
        exit(2);
    fclose(file);
    return text;
}

int main(int count, char **arguments)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct MHD_Daemon *daemon;

    if (count != 4)
        return 2;
    address.sin_port = htons((uint16_t)atoi(arguments[1]));
    daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_TLS, 0, NULL, NULL, answer,
                              NULL, MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_HTTPS_MEM_CERT,
                              text_of(arguments[2]), MHD_OPTION_HTTPS_MEM_KEY,
                              text_of(arguments[3]), MHD_OPTION_END);
    if (daemon == NULL)
        return 1;
    while (getchar() != EOF)
        continue;
    MHD_stop_daemon(daemon);
    return 0;
}
