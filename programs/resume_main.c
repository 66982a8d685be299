/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resume_main.c - gnutls-resume: does this server resume, and how? */

#include "resume.h"

#include <stdlib.h>

static struct connection *connect_next(struct report *report, const struct client *client,
                                       const gnutls_datum_t *session)
{
    struct connection *connection = &report->connection[report->count++];

    if (session != NULL)
        connection->offered_index = ++report->offered;
    connection_run(client, session, connection);
    if (connection->outcome == OUTCOME_RESUMED)
        report->resumed++;
    return connection;
}

static bool has_failed(const struct connection *connection)
{
    return connection->outcome == OUTCOME_FAILED || connection->outcome == OUTCOME_BAD_DATA;
}

/* Connects without a session, then once with each that came of it. */
static int ask(struct report *report, const struct client *client)
{
    const struct options *options = report->options;
    struct connection *first = connect_next(report, client, NULL);

    if (has_failed(first))
        return EXIT_UNKNOWN;
    if (options->save_file != NULL) {
        if (first->sessions.count == 0)
            return EXIT_NOT_RESUMED;
        return store_save(options->save_file, options, &first->sessions) ? EXIT_SUCCESS
                                                                         : EXIT_UNKNOWN;
    }
    for (unsigned i = 0; i < first->sessions.count; i++)
        if (connect_next(report, client, &first->sessions.item[i])->outcome == OUTCOME_FAILED)
            return EXIT_UNKNOWN;
    return report->offered > 0 && report->resumed == report->offered ? EXIT_RESUMED
                                                                     : EXIT_NOT_RESUMED;
}

static int ask_with(struct report *report, const struct client *client,
                    const struct session_list *sessions)
{
    for (unsigned i = 0; i < sessions->count; i++)
        if (has_failed(connect_next(report, client, &sessions->item[i])))
            return EXIT_UNKNOWN;
    return report->resumed == report->offered ? EXIT_RESUMED : EXIT_NOT_RESUMED;
}

static bool prepare_own_server(struct options *options, struct own_server *server)
{
    if (!own_server_start(server, options)) {
        complain("cannot start a server on loopback");
        return false;
    }
    snprintf(options->host, sizeof options->host, "127.0.0.1");
    snprintf(options->port, sizeof options->port, "%s", server->port);
    if (options->sni == NULL)
        options->sni = "localhost";
    return true;
}

static int show(const struct report *report, int code)
{
    progress_end();
    if (report->options->json)
        report_json(report, stdout);
    else
        report_text(report, stdout);
    if (fflush(stdout) != 0 || ferror(stdout))
        code = EXIT_UNKNOWN;
    if (report->options->svg_file != NULL && !report_svg(report, report->options->svg_file))
        code = EXIT_UNKNOWN;
    return code;
}

int main(int argc, char **argv)
{
    static struct report report;
    struct options options;
    struct own_server server = { .pid = 0 };
    struct session_list sessions = { .count = 0 };
    struct client client = { .credentials = NULL };

    int code = options_read(&options, argc, argv);
    if (code >= 0)
        return code;

    code = EXIT_UNKNOWN;
    report.options = &options;
    if (options.load_file != NULL && !store_load(options.load_file, &options, &sessions))
        goto out;
    if (options.own_server && !prepare_own_server(&options, &server))
        goto out;
    if (!client_init(&client, &options))
        goto out;
    code = options.load_file ? ask_with(&report, &client, &sessions) : ask(&report, &client);
    code = show(&report, code);

out:
    own_server_stop(&server);
    client_wipe(&client);
    session_list_wipe(&sessions);
    for (unsigned i = 0; i < report.count; i++)
        connection_wipe(&report.connection[i]);
    return code;
}
