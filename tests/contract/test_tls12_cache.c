/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_tls12_cache.c - a server that keeps TLS 1.2 sessions under their ids, here or in another process */

#include "tls12_cache.h"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- what is called when ---- */

static void test_session_is_stored_once_and_found(void **state)
{
    gnutls_datum_t data = store_first(&by_id);
    assert_int_equal(db.stores, 1);
    assert_int_equal(db.key_size, 32);
    assert_int_equal(db.retrieves, 0);

    resume(data, by_id, true);

    assert_int_equal(db.stores, 1);
    assert_int_equal(db.retrieves, 1);
    assert_int_equal(db.removes, 0);
}

static void test_ids_of_both_ends_are_the_key(void **state)
{
    unsigned char id[64];
    size_t size = sizeof id;
    gnutls_datum_t data = store_first(&by_id);

    resume(data, by_id, true);

    assert_code(gnutls_session_get_id(pair.server.session, id, &size), 0);
    assert_int_equal(size, 32);
    assert_memory_equal(id, db.key, 32);
    assert_code(gnutls_session_get_id(pair.client.session, id, &size), 0);
    assert_memory_equal(id, db.key, 32);
    assert_int_equal(gnutls_session_resumption_requested(pair.server.session), 1);
    assert_int_equal(gnutls_session_resumption_requested(pair.client.session), 0);
}

static void test_ticket_wins_over_the_cache(void **state)
{
    struct pair_options both = by_id;
    both.ticket_key = &pair_ticket_key;
    gnutls_datum_t data = store_first(&both);
    assert_int_equal(db.stores, 0);

    resume(data, both, true);

    /* The original asks the cache first, in vain. */
    assert_int_equal(db.retrieves, library_under_test() == REFERENCE);
}

static void test_client_without_tickets_is_stored_though_there_are_tickets(void **state)
{
    struct pair_options both = by_id;
    both.ticket_key = &pair_ticket_key;
    both.client_priority = P12 ":%NO_TICKETS_TLS12";
    gnutls_datum_t data = store_first(&both);
    assert_int_equal(db.stores, 1);

    resume(data, both, true);
}

static void use_store_alone(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_db_set_ptr(server->session, &db);
    gnutls_db_set_store_function(server->session, store);
}

static void test_store_without_retrieve_is_not_used(void **state)
{
    struct pair_options options = by_id;
    options.prepare = use_store_alone;

    resume(store_first(&options), options, false);

    assert_int_equal(db.stores, 0);
}

static void test_remove_is_called_when_asked_for(void **state)
{
    resume(store_first(&by_id), by_id, true);

    gnutls_db_remove_session(pair.server.session);
    assert_int_equal(db.removes, 1);
    pair_close(&pair);

    assert_int_equal(db.removes, 1);
}

static void test_entry_tells_its_times(void **state)
{
    gnutls_datum_t data = store_first(&by_id);
    gnutls_datum_t entry = { db.data, db.data_size };
    time_t now = sim_time(NULL), made = gnutls_db_check_entry_time(&entry);

    assert_true(made <= now && made >= now - 2);
    assert_int_equal(gnutls_db_check_entry_expire_time(&entry) - made, 21600);
    assert_int_equal(gnutls_db_check_entry(NULL, entry), 0);
    entry.size = 11;
    assert_int_equal(gnutls_db_check_entry_expire_time(&entry), 0);
    entry.size = 7;
    assert_int_equal(gnutls_db_check_entry_time(&entry), 0);
    db.data[0] ^= 0xff;
    entry.size = db.data_size;
    assert_int_equal(gnutls_db_check_entry_time(&entry), 0);
    assert_int_equal(gnutls_db_check_entry_expire_time(&entry), 0);
    gnutls_free(data.data);
}

static void test_tls13_never_asks_the_cache(void **state)
{
    struct pair_options options = by_id;
    options.client_priority = options.server_priority = PAIR_PRIORITY;

    resume(store_first(&options), options, false);

    assert_int_equal(db.stores + db.retrieves, 0);
}

/* ---- in another process ---- */

static int to_server = -1;
static pid_t other_process;

static bool put_all(int fd, const void *data, size_t size)
{
    return write(fd, data, size) == (ssize_t)size;
}

static bool get_all(int fd, void *data, size_t size)
{
    for (size_t done = 0; done < size;) {
        ssize_t got = read(fd, (char *)data + done, size - done);
        if (got <= 0)
            return false;
        done += (size_t)got;
    }
    return true;
}

struct request {
    unsigned storing, key_size, data_size;
    unsigned char key[64];
};

/* Keeps the entry that came last. */
static void keep_for_others(int fd)
{
    static unsigned char data[LARGEST];
    struct request request, kept = { 0 };

    while (get_all(fd, &request, sizeof request)) {
        if (request.storing) {
            kept = request;
            if (!get_all(fd, data, kept.data_size))
                break;
            continue;
        }
        bool found = memcmp(request.key, kept.key, sizeof kept.key) == 0;
        unsigned size = found ? kept.data_size : 0;
        if (!put_all(fd, &size, sizeof size) || !put_all(fd, data, size))
            break;
    }
}

static int store_there(void *ptr, gnutls_datum_t key, gnutls_datum_t data)
{
    struct request request = { 1, key.size, data.size, { 0 } };

    memcpy(request.key, key.data, key.size);
    return put_all(to_server, &request, sizeof request) && put_all(to_server, data.data, data.size)
               ? 0
               : -1;
}

static gnutls_datum_t retrieve_there(void *ptr, gnutls_datum_t key)
{
    struct request request = { 0, key.size, 0, { 0 } };
    gnutls_datum_t found = { NULL, 0 };

    memcpy(request.key, key.data, key.size);
    if (!put_all(to_server, &request, sizeof request) ||
        !get_all(to_server, &found.size, sizeof found.size) || found.size == 0)
        return (gnutls_datum_t){ NULL, 0 };
    found.data = gnutls_malloc(found.size);
    if (!get_all(to_server, found.data, found.size)) {
        gnutls_free(found.data);
        return (gnutls_datum_t){ NULL, 0 };
    }
    return found;
}

static void use_other_process(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_db_set_store_function(server->session, store_there);
    gnutls_db_set_retrieve_function(server->session, retrieve_there);
}

static void start_other_process(void)
{
    int ends[2];

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    other_process = fork();
    if (other_process == 0) {
        close(ends[0]);
        keep_for_others(ends[1]);
        _exit(0);
    }
    close(ends[1]);
    to_server = ends[0];
}

static void end_other_process(void)
{
    int status;

    close(to_server);
    assert_int_equal(waitpid(other_process, &status, 0), other_process);
    assert_true(WIFEXITED(status));
}

static void test_cache_in_another_process_resumes(void **state)
{
    struct pair_options options = by_id;
    options.prepare = use_other_process;
    start_other_process();
    gnutls_datum_t data = store_first(&options);

    resume(data, options, true);

    end_other_process();
}

static void test_cache_whose_process_is_gone_costs_a_full_handshake(void **state)
{
    struct pair_options options = by_id;
    options.prepare = use_other_process;
    start_other_process();
    gnutls_datum_t data = store_first(&options);
    end_other_process();
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    to_server = ends[0];
    shutdown(ends[0], SHUT_RD);

    resume(data, options, false);

    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    ADD(test_session_is_stored_once_and_found);
    ADD(test_ids_of_both_ends_are_the_key);
    ADD(test_ticket_wins_over_the_cache);
    ADD(test_client_without_tickets_is_stored_though_there_are_tickets);
    ADD(test_store_without_retrieve_is_not_used);
    ADD(test_remove_is_called_when_asked_for);
    ADD(test_entry_tells_its_times);
    ADD(test_tls13_never_asks_the_cache);
    ADD(test_cache_in_another_process_resumes);
    ADD(test_cache_whose_process_is_gone_costs_a_full_handshake);
    return suite_run("tls12_cache");
}
