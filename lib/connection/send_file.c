/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* send_file.c - a part of a file as application data */

#include "base/errors.h"
#include "connection/calls.h"

#include <errno.h>
#include <unistd.h>

enum { PIECE_SIZE = 16 * 1024 };

/* What lies at `at`, or where the file stands (-1); 0 is the end of the file. */
static int read_piece(int fd, off_t at, struct buffer *piece, size_t most)
{
    uint8_t *room;
    ssize_t got;

    buffer_clear(piece);
    TRY(buffer_extend(piece, most < PIECE_SIZE ? most : PIECE_SIZE, &room));
    do
        got = at < 0 ? read(fd, room, piece->size) : pread(fd, room, piece->size, at);
    while (got < 0 && errno == EINTR);
    buffer_cut(piece, got > 0 ? (size_t)got : 0);
    return got < 0 ? fail(GNUTLS_E_FILE_ERROR) : 0;
}

/* All of it: a file can not be asked again for what was read, so a stall is waited out here. */
static int send_all(struct gnutls_session_int *session, struct bytes piece)
{
    while (piece.size > 0) {
        size_t sent = 0;
        int result = connection_send(session, piece, 0, &sent);

        if (result == GNUTLS_E_AGAIN || result == GNUTLS_E_INTERRUPTED)
            continue;
        TRY(result);
        piece = bytes_from(piece, sent);
    }
    return 0;
}

/* Where the file is read from; -1: where it stands, which moves. */
static int find_place(int fd, const off_t *offset, off_t *out)
{
    off_t stands = offset ? lseek(fd, 0, SEEK_CUR) : 0;

    if (stands < 0)
        return fail(GNUTLS_E_FILE_ERROR);
    *out = offset ? stands + *offset : -1;
    return 0;
}

int connection_send_file(struct gnutls_session_int *session, int fd, off_t *offset, size_t count,
                         size_t *out_sent)
{
    SCOPED(buffer) struct buffer piece = { 0 };
    off_t at;

    *out_sent = 0;
    TRY(find_place(fd, offset, &at));
    while (*out_sent < count) {
        TRY(read_piece(fd, at, &piece, count - *out_sent));
        if (piece.size == 0)
            break;
        TRY(send_all(session, buffer_bytes(&piece)));
        *out_sent += piece.size;
        if (offset) {
            *offset += (off_t)piece.size;
            at += (off_t)piece.size;
        }
    }
    return 0;
}
