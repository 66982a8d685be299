/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loading.c - what serves names outside ASCII alone is loaded when the first one comes
 *
 *     loading never CERTIFICATE    what is ASCII leaves them alone
 *     loading late                 of threads that begin with such names, each is served
 *     loading absent               where they are not there, such names are refused
 */

#include "pki/sonames.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#undef NDEBUG
#include <assert.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

enum { THREADS = 8 };

static bool is_loaded(const char *soname)
{
    void *library = dlopen(soname, RTLD_NOW | RTLD_NOLOAD);
    return library != NULL && dlclose(library) == 0;
}

static int map(const char *name, const char *expected)
{
    gnutls_datum_t out = { NULL, 0 };
    int result = gnutls_idna_map(name, (unsigned)strlen(name), &out, 0);
    assert(result < 0 || strcmp((const char *)out.data, expected) == 0);
    gnutls_free(out.data);
    return result;
}

static int unmap(const char *name, const char *expected)
{
    gnutls_datum_t out = { NULL, 0 };
    int result = gnutls_idna_reverse_map(name, (unsigned)strlen(name), &out, 0);
    assert(result < 0 || strcmp((const char *)out.data, expected) == 0);
    gnutls_free(out.data);
    return result;
}

static int normalize(const char *password, const char *expected)
{
    gnutls_datum_t out = { NULL, 0 };
    int result = gnutls_utf8_password_normalize((const unsigned char *)password,
                                                (unsigned)strlen(password), &out, 0);
    assert(result < 0 || strcmp((const char *)out.data, expected) == 0);
    gnutls_free(out.data);
    return result;
}

static void use_ascii(void)
{
    assert(map("example.test", "example.test") == 0);
    assert(unmap("example.test", "example.test") == 0);
    assert(normalize("a password", "a password") == 0);
}

static void print(const char *file)
{
    gnutls_datum_t pem, text;
    gnutls_x509_crt_t certificate;
    assert(gnutls_load_file(file, &pem) == 0);
    assert(gnutls_x509_crt_init(&certificate) == 0);
    assert(gnutls_x509_crt_import(certificate, &pem, GNUTLS_X509_FMT_PEM) == 0);
    assert(gnutls_x509_crt_print(certificate, GNUTLS_CRT_PRINT_FULL, &text) == 0);
    assert(gnutls_x509_crt_check_hostname(certificate, "localhost") != 0);
    gnutls_free(text.data);
    gnutls_free(pem.data);
    gnutls_x509_crt_deinit(certificate);
}

static void *use_others(void *unused)
{
    assert(map("\xc3\xa9.fr", "xn--9ca.fr") == 0);
    assert(unmap("xn--9ca.fr", "\xc3\xa9.fr") == 0);
    assert(normalize("e\xcc\x81", "\xc3\xa9") == 0);
    return NULL;
}

static void use_others_at_once(void)
{
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert(pthread_create(&threads[i], NULL, use_others, NULL) == 0);
    for (int i = 0; i < THREADS; i++)
        assert(pthread_join(threads[i], NULL) == 0);
}

static void miss_others(void)
{
    for (int i = 0; i < 2; i++) {
        assert(map("\xc3\xa9.fr", "") == GNUTLS_E_UNIMPLEMENTED_FEATURE);
        assert(unmap("xn--9ca.fr", "") == GNUTLS_E_UNIMPLEMENTED_FEATURE);
        assert(normalize("e\xcc\x81", "") == GNUTLS_E_UNIMPLEMENTED_FEATURE);
    }
}

int main(int argc, char **argv)
{
    assert(argc > 1 && gnutls_global_init() == 0);
    use_ascii();
    if (strcmp(argv[1], "never") == 0)
        print(argv[2]);
    else if (strcmp(argv[1], "late") == 0)
        use_others_at_once();
    else
        miss_others();
    bool late = strcmp(argv[1], "late") == 0;
    assert(is_loaded(LIBIDN2_SONAME) == late);
    assert(is_loaded(LIBUNISTRING_SONAME) == late);
    gnutls_global_deinit();
    return 0;
}
