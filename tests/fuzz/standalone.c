/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* standalone.c - runs a fuzz target without a fuzzer: seeds, changes of them, random bytes
 *
 * Repeatable: the generator is seeded with a constant, and inputs are never timed. With THOROUGH
 * in the environment there are five times as many changes, and every bit is flipped, not one of
 * each byte.
 */

#include "fuzz/target.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INPUT_MAX = 4096, INPUTS = 300, THOROUGH_INPUTS = 1500 };

static bool thorough;

static int inputs(void)
{
    return thorough ? THOROUGH_INPUTS : INPUTS;
}

static uint64_t seed = 0x9e3779b97f4a7c15;

static uint64_t random_next(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

static size_t random_below(size_t limit)
{
    return (size_t)(random_next() % limit);
}

/* In a block of its own size, so that a read past the end is seen. */
static void run(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);
    if (copy == NULL)
        abort();
    memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static void run_cut_and_flipped(uint8_t *data, size_t size)
{
    for (size_t cut = 0; cut <= size; cut++)
        run(data, cut);
    /* Nine bits on: the next bit of the next byte. */
    for (size_t bit = 0; bit < 8 * size; bit += thorough ? 1 : 9) {
        data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        run(data, size);
        data[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
}

/* A few bytes set, a part doubled, a part taken out. */
static size_t change(uint8_t *data, size_t size)
{
    static const uint8_t edges[] = { 0x00, 0x01, 0x7f, 0x80, 0xfd, 0xfe, 0xff };
    for (size_t left = 1 + random_below(4); left > 0 && size > 0; left--) {
        size_t at = random_below(size), part = random_below(size - at) % 32;
        switch (random_below(4)) {
        case 0:
            data[at] = (uint8_t)random_next();
            break;
        case 1:
            data[at] = edges[random_below(sizeof(edges))];
            break;
        case 2:
            memmove(data + at, data + at + part, size - at - part);
            size -= part;
            break;
        default:
            if (size + part > INPUT_MAX)
                break;
            memmove(data + at + part, data + at, size - at);
            size += part;
        }
    }
    return size;
}

static void run_changed(const uint8_t *original, size_t size)
{
    uint8_t data[INPUT_MAX];
    for (int round = 0; round < inputs(); round++) {
        memcpy(data, original, size);
        run(data, change(data, size));
    }
}

static void run_random(void)
{
    uint8_t data[512];
    for (int round = 0; round < inputs(); round++) {
        size_t size = random_below(sizeof(data));
        for (size_t i = 0; i < size; i++)
            data[i] = (uint8_t)(random_next() >> 24);
        run(data, size);
    }
}

static bool run_seed_file(const char *path)
{
    uint8_t data[INPUT_MAX];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fprintf(stderr, "cannot read %s\n", path);
        return false;
    }
    size_t size = fread(data, 1, sizeof(data), file);
    fclose(file);
    run_cut_and_flipped(data, size);
    run_changed(data, size);
    return true;
}

int main(int count, char **paths)
{
    thorough = getenv("THOROUGH") != NULL;
    run_random();
    for (int i = 1; i < count; i++) {
        if (!run_seed_file(paths[i]))
            return 1;
    }
    return 0;
}
