/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* bench_pki.c - what keys and certificates cost
 *
 * bench_pki FOLDER ROUNDS [KIND]: the folder is tests/data. Public API only: LD_LIBRARY_PATH decides
 * which libgnutls is measured. Prints lines KIND_us=TIME, in microseconds of this thread's processor
 * time.
 */

#include "measure.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *folder;

static gnutls_datum_t load(const char *name)
{
    gnutls_datum_t data;
    char path[1024];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    must(gnutls_load_file(path, &data), path);
    return data;
}

/* What the turns of a kind share; each kind uses what it needs. */
struct bench {
    gnutls_datum_t file;
    gnutls_x509_crt_t chain[3];
    gnutls_x509_trust_list_t trust;
    gnutls_privkey_t key;
    gnutls_pubkey_t public_key;
    gnutls_sign_algorithm_t scheme;
    gnutls_datum_t signature;
};

static const gnutls_datum_t message = { (unsigned char *)"what is signed", 14 };

/* ---- certificates ---- */

static gnutls_x509_crt_t certificate(const char *name)
{
    gnutls_datum_t file = load(name);
    gnutls_x509_crt_t out;

    must(gnutls_x509_crt_init(&out), "crt_init");
    must(gnutls_x509_crt_import(out, &file, GNUTLS_X509_FMT_PEM), name);
    gnutls_free(file.data);
    return out;
}

static void begin_import(struct bench *bench, const char *name)
{
    bench->file = load(name);
}

static void import_certificate(struct bench *bench)
{
    gnutls_x509_crt_t crt;

    must(gnutls_x509_crt_init(&crt), "crt_init");
    must(gnutls_x509_crt_import(crt, &bench->file, GNUTLS_X509_FMT_DER), "crt_import");
    gnutls_x509_crt_deinit(crt);
}

static void begin_chain(struct bench *bench, const char *name)
{
    gnutls_x509_crt_t root = certificate("root-cert.pem");

    must(gnutls_x509_trust_list_init(&bench->trust, 0), "trust_list_init");
    must(gnutls_x509_trust_list_add_cas(bench->trust, &root, 1, 0), "add_cas");
    bench->chain[0] = certificate(name);
    bench->chain[1] = certificate("inter-cert.pem");
    bench->chain[2] = certificate("root-cert.pem");
}

static void verify_chain(struct bench *bench)
{
    unsigned status = ~0u;

    must(gnutls_x509_trust_list_verify_crt(bench->trust, bench->chain, 3, 0, &status, NULL),
         "verify_crt");
    if (status == 0)
        return;
    fprintf(stderr, "the chain does not hold: %x\n", status);
    exit(1);
}

static void system_trust(struct bench *bench)
{
    gnutls_certificate_credentials_t credentials;

    must(gnutls_certificate_allocate_credentials(&credentials), "allocate_credentials");
    must(gnutls_certificate_set_x509_system_trust(credentials), "system_trust");
    gnutls_certificate_free_credentials(credentials);
}

/* ---- keys ---- */

static void import_key(struct bench *bench)
{
    gnutls_privkey_t key;

    must(gnutls_privkey_init(&key), "privkey_init");
    must(gnutls_privkey_import_x509_raw(key, &bench->file, GNUTLS_X509_FMT_DER, NULL, 0),
         "privkey_import");
    gnutls_privkey_deinit(key);
}

static void sign(struct bench *bench)
{
    gnutls_datum_t signature;

    must(gnutls_privkey_sign_data2(bench->key, bench->scheme, 0, &message, &signature), "sign");
    gnutls_free(signature.data);
}

static void verify(struct bench *bench)
{
    must(gnutls_pubkey_verify_data2(bench->public_key, bench->scheme, 0, &message,
                                    &bench->signature),
         "verify");
}

static void begin_key(struct bench *bench, const char *name)
{
    bench->file = load(name);
    must(gnutls_privkey_init(&bench->key), "privkey_init");
    must(gnutls_privkey_import_x509_raw(bench->key, &bench->file, GNUTLS_X509_FMT_DER, NULL, 0),
         name);
    bench->scheme =
        gnutls_pk_to_sign((gnutls_pk_algorithm_t)gnutls_privkey_get_pk_algorithm(bench->key, NULL),
                          strstr(name, "ed25519") ? GNUTLS_DIG_SHA512 : GNUTLS_DIG_SHA256);
    if (strstr(name, "ed25519"))
        bench->scheme = GNUTLS_SIGN_EDDSA_ED25519;
    must(gnutls_privkey_sign_data2(bench->key, bench->scheme, 0, &message, &bench->signature),
         "sign");
    must(gnutls_pubkey_init(&bench->public_key), "pubkey_init");
    must(gnutls_pubkey_import_privkey(bench->public_key, bench->key, 0, 0), "import_privkey");
}

/* From bytes to the first signature, as a program that starts does. */
static void import_and_sign(struct bench *bench)
{
    gnutls_datum_t signature;
    gnutls_privkey_t key;

    must(gnutls_privkey_init(&key), "privkey_init");
    must(gnutls_privkey_import_x509_raw(key, &bench->file, GNUTLS_X509_FMT_DER, NULL, 0),
         "privkey_import");
    must(gnutls_privkey_sign_data2(key, bench->scheme, 0, &message, &signature), "sign");
    gnutls_free(signature.data);
    gnutls_privkey_deinit(key);
}

/* ---- the kinds ---- */

static const struct kind {
    const char *name;
    void (*begin)(struct bench *, const char *file);
    const char *file;
    void (*turn)(struct bench *);
    int share; /* of the rounds, in hundredths */
} kinds[] = {
    { "import_certificate", begin_import, "server-p256-cert.der", import_certificate, 1000 },
    { "verify_chain", begin_chain, "server-p256-cert.pem", verify_chain, 100 },
    { "system_trust", NULL, NULL, system_trust, 10 },
    { "import_rsa", begin_import, "server-rsa-key.der", import_key, 1000 },
    { "import_p256", begin_import, "server-p256-key.der", import_key, 1000 },
    { "import_ed25519", begin_import, "server-ed25519-key.der", import_key, 1000 },
    { "import_and_sign_p256", begin_key, "server-p256-key.der", import_and_sign, 200 },
    { "sign_rsa", begin_key, "server-rsa-key.der", sign, 100 },
    { "sign_p256", begin_key, "server-p256-key.der", sign, 200 },
    { "sign_ed25519", begin_key, "server-ed25519-key.der", sign, 200 },
    { "verify_rsa", begin_key, "server-rsa-key.der", verify, 200 },
    { "verify_p256", begin_key, "server-p256-key.der", verify, 100 },
    { "verify_ed25519", begin_key, "server-ed25519-key.der", verify, 100 },
};

static void end(struct bench *bench)
{
    for (int i = 0; i < 3; i++)
        gnutls_x509_crt_deinit(bench->chain[i]);
    if (bench->trust != NULL)
        gnutls_x509_trust_list_deinit(bench->trust, 1);
    gnutls_privkey_deinit(bench->key);
    gnutls_pubkey_deinit(bench->public_key);
    gnutls_free(bench->signature.data);
    gnutls_free(bench->file.data);
}

static void measure(const struct kind *kind, int rounds)
{
    struct bench bench = { .trust = NULL };
    int turns = rounds * kind->share / 100;

    if (turns < 1)
        turns = 1;
    if (kind->begin != NULL)
        kind->begin(&bench, kind->file);
    kind->turn(&bench);
    double start = now_us();
    for (int i = 0; i < turns; i++)
        kind->turn(&bench);
    printf("%s_us=%.3f\n%s_turns=%d\n", kind->name, (now_us() - start) / turns, kind->name, turns);
    end(&bench);
}

int main(int count, char **words)
{
    bool found = false;

    if (count < 3) {
        fputs("bench_pki FOLDER ROUNDS [KIND]\n", stderr);
        return 2;
    }
    folder = words[1];
    must(gnutls_global_init(), "global_init");
    printf("version=%s\n", gnutls_check_version(NULL));
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (count > 3 && strcmp(words[3], kinds[i].name) != 0)
            continue;
        measure(&kinds[i], atoi(words[2]));
        found = true;
    }
    gnutls_global_deinit();
    return found ? 0 : 2;
}
