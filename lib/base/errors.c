/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* errors.c - the error table
 *
 * One row per code: who may go on after it, which alert tells the peer, and a sentence for people.
 * Handlers name no alert: they choose the code that stands for it. README.md of this room lists
 * the code to use for each alert.
 *
 * Alerts are those of RFC 8446, 6.2. No alert is due where the transport is gone or silent, where
 * the peer has ended the connection itself, and where nothing is wrong.
 */

#include "base/errors.h"

#include "base/log.h"

#include <string.h>

/* RFC 8446, 6.2: bad_certificate_status_response, for which the API has no name. */
#define GNUTLS_A_BAD_STATUS_RESPONSE 113

#define ROW(code, fatal, alert, text) { GNUTLS_E_##code, "GNUTLS_E_" #code, text, fatal, alert },

/* Nothing is lost: the call may be repeated, or the session goes on. */
#define MILD(code, text)        ROW(code, false, NO_ALERT, text)
/* The peer is to learn what it did, or why there is no agreement. */
#define PEER(code, alert, text) ROW(code, true, GNUTLS_A_##alert, text)
/* The end, and nobody to tell. */
#define SILENT(code, text)      ROW(code, true, NO_ALERT, text)
/* A failure on this side: the peer only learns that there was one. */
#define LOCAL(code, text)       ROW(code, true, GNUTLS_A_INTERNAL_ERROR, text)

/* clang-format off */
static const struct error_facts table[] = {
    MILD(SUCCESS,                               "No error.")
    MILD(AGAIN,                                 "The transport has nothing now; repeat the call.")
    MILD(INTERRUPTED,                           "A signal interrupted the call; repeat it.")
    ROW(REHANDSHAKE, false, GNUTLS_A_NO_RENEGOTIATION, "The peer asks for a new handshake.")
    MILD(REAUTH_REQUEST,                        "The peer now asks for our certificate.")
    MILD(WARNING_ALERT_RECEIVED,                "The peer sent a warning alert.")
    MILD(LARGE_PACKET,                          "More data than one packet carries.")
    MILD(HEARTBEAT_PONG_RECEIVED,               "The peer answered a heartbeat.")
    MILD(HEARTBEAT_PING_RECEIVED,               "The peer sent a heartbeat.")

    /* What the peer sent, and what it was worth. */
    PEER(UNEXPECTED_PACKET,                     UNEXPECTED_MESSAGE,
         "A record came that has no place here.")
    PEER(UNEXPECTED_HANDSHAKE_PACKET,           UNEXPECTED_MESSAGE,
         "A handshake message came that has no place here.")
    PEER(TOO_MANY_EMPTY_PACKETS,                UNEXPECTED_MESSAGE,
         "The peer sent too many empty records in a row.")
    PEER(TOO_MANY_HANDSHAKE_PACKETS,            UNEXPECTED_MESSAGE,
         "The peer sent too many handshake messages in a row.")
    PEER(UNEXPECTED_PACKET_LENGTH,              DECODE_ERROR,
         "A message is cut short, or longer than what it says.")
    PEER(UNEXPECTED_EXTENSIONS_LENGTH,          DECODE_ERROR,
         "The extensions are cut short, or longer than what they say.")
    PEER(HANDSHAKE_TOO_LARGE,                   DECODE_ERROR,
         "A handshake message is larger than allowed.")
    PEER(PARSING_ERROR,                         DECODE_ERROR,
         "The data cannot be read.")
    PEER(RECORD_OVERFLOW,                       RECORD_OVERFLOW,
         "A record is larger than allowed.")
    PEER(DECRYPTION_FAILED,                     BAD_RECORD_MAC,
         "A record cannot be decrypted.")
    PEER(ERROR_IN_FINISHED_PACKET,              DECRYPT_ERROR,
         "The proof that both sides saw the same handshake is wrong.")
    PEER(PK_SIG_VERIFY_FAILED,                  DECRYPT_ERROR,
         "A signature is wrong.")
    PEER(RECEIVED_ILLEGAL_PARAMETER,            ILLEGAL_PARAMETER,
         "The peer sent a value that is not allowed.")
    PEER(ILLEGAL_PARAMETER,                     ILLEGAL_PARAMETER,
         "A value is not allowed.")
    PEER(RECEIVED_DISALLOWED_NAME,              ILLEGAL_PARAMETER,
         "The peer sent a name that is not allowed.")
    PEER(PK_INVALID_PUBKEY,                     ILLEGAL_PARAMETER,
         "The public key is not a valid one.")
    PEER(INCOMPATIBLE_SIG_WITH_KEY,             ILLEGAL_PARAMETER,
         "The signature algorithm does not fit the key.")
    PEER(KEY_USAGE_VIOLATION,                   ILLEGAL_PARAMETER,
         "The certificate's key is not meant for this use.")
    PEER(BAD_COOKIE,                            ILLEGAL_PARAMETER,
         "The cookie is wrong.")
    PEER(UNKNOWN_COMPRESSION_ALGORITHM,         ILLEGAL_PARAMETER,
         "The compression method is not known.")
    PEER(ILLEGAL_SRP_USERNAME,                  ILLEGAL_PARAMETER,
         "The user name is not allowed.")
    PEER(RECEIVED_ILLEGAL_EXTENSION,            UNSUPPORTED_EXTENSION,
         "The peer sent an extension that was not asked for.")
    PEER(MISSING_EXTENSION,                     MISSING_EXTENSION,
         "An extension is missing that must be there.")
    PEER(DECOMPRESSION_FAILED,                  DECOMPRESSION_FAILURE,
         "The data cannot be decompressed.")

    /* No agreement. */
    PEER(UNSUPPORTED_VERSION_PACKET,            PROTOCOL_VERSION,
         "The peer speaks no version of the protocol that is allowed here.")
    PEER(INAPPROPRIATE_FALLBACK,                INAPPROPRIATE_FALLBACK,
         "The client fell back to an older version without need.")
    PEER(NO_CIPHER_SUITES,                      HANDSHAKE_FAILURE,
         "There is no cipher suite that both sides allow.")
    PEER(UNKNOWN_CIPHER_SUITE,                  HANDSHAKE_FAILURE,
         "The cipher suite is not known or not usable here.")
    PEER(UNWANTED_ALGORITHM,                    HANDSHAKE_FAILURE,
         "The algorithm is not allowed here.")
    PEER(NO_COMPRESSION_ALGORITHMS,             HANDSHAKE_FAILURE,
         "There is no compression method that both sides allow.")
    PEER(NO_COMMON_KEY_SHARE,                   HANDSHAKE_FAILURE,
         "There is no key share that both sides can use.")
    PEER(ECC_NO_SUPPORTED_CURVES,               HANDSHAKE_FAILURE,
         "There is no curve that both sides allow.")
    PEER(ECC_UNSUPPORTED_CURVE,                 HANDSHAKE_FAILURE,
         "The curve is not supported.")
    PEER(UNSUPPORTED_SIGNATURE_ALGORITHM,       HANDSHAKE_FAILURE,
         "The signature algorithm is not supported or not allowed.")
    PEER(UNKNOWN_PK_ALGORITHM,                  HANDSHAKE_FAILURE,
         "The public key algorithm is not known.")
    PEER(INCOMPAT_DSA_KEY_WITH_TLS_PROTOCOL,    HANDSHAKE_FAILURE,
         "The DSA key does not fit this version of the protocol.")
    PEER(INSUFFICIENT_CREDENTIALS,              HANDSHAKE_FAILURE,
         "No credentials were set that serve this handshake.")
    PEER(SAFE_RENEGOTIATION_FAILED,             HANDSHAKE_FAILURE,
         "The renegotiation is not tied to its connection.")
    PEER(UNSAFE_RENEGOTIATION_DENIED,           NO_RENEGOTIATION,
         "Renegotiation with this peer is not safe and was denied.")
    PEER(INSUFFICIENT_SECURITY,                 INSUFFICIENT_SECURITY,
         "What the peer offers is below the security demanded here.")
    PEER(DH_PRIME_UNACCEPTABLE,                 INSUFFICIENT_SECURITY,
         "The Diffie-Hellman prime is too small or not allowed.")
    PEER(SESSION_USER_ID_CHANGED,               INSUFFICIENT_SECURITY,
         "The peer is another one than before the renegotiation.")
    PEER(NO_APPLICATION_PROTOCOL,               NO_APPLICATION_PROTOCOL,
         "There is no application protocol that both sides allow.")
    PEER(UNRECOGNIZED_NAME,                     UNRECOGNIZED_NAME,
         "The server's name is not known here.")
    PEER(UNKNOWN_SRP_USERNAME,                  UNKNOWN_PSK_IDENTITY,
         "The identity is not known.")
    PEER(CERTIFICATE_REQUIRED,                  CERTIFICATE_REQUIRED,
         "A certificate is required and the peer gave none.")
    PEER(NO_CERTIFICATE_FOUND,                  DECODE_ERROR,
         "The peer gave no certificate.")

    /* Certificates. */
    PEER(CERTIFICATE_ERROR,                     BAD_CERTIFICATE,
         "The certificate is wrong.")
    PEER(CERTIFICATE_VERIFICATION_ERROR,        BAD_CERTIFICATE,
         "The certificate was not accepted.")
    PEER(CERTIFICATE_LIST_UNSORTED,             BAD_CERTIFICATE,
         "The certificates are not in the order of the chain.")
    PEER(CERTIFICATE_TIME_ERROR,                CERTIFICATE_EXPIRED,
         "The certificate's times of validity are wrong.")
    PEER(UNSUPPORTED_CERTIFICATE_TYPE,          UNSUPPORTED_CERTIFICATE,
         "The type of the certificate is not supported.")
    PEER(OCSP_RESPONSE_ERROR,                   BAD_STATUS_RESPONSE,
         "The certificate's status response is wrong.")
    PEER(NO_CERTIFICATE_STATUS,                 BAD_STATUS_RESPONSE,
         "The certificate's status is missing.")
    PEER(OPENPGP_GETKEY_FAILED,                 CERTIFICATE_UNOBTAINABLE,
         "The OpenPGP key cannot be had.")
    PEER(ASN1_ELEMENT_NOT_FOUND,                BAD_CERTIFICATE,
         "ASN.1: an element is missing.")
    PEER(ASN1_IDENTIFIER_NOT_FOUND,             BAD_CERTIFICATE,
         "ASN.1: an identifier is missing.")
    PEER(ASN1_DER_ERROR,                        BAD_CERTIFICATE,
         "ASN.1: the DER encoding is wrong.")
    PEER(ASN1_VALUE_NOT_FOUND,                  BAD_CERTIFICATE,
         "ASN.1: a value is missing.")
    PEER(ASN1_GENERIC_ERROR,                    BAD_CERTIFICATE,
         "ASN.1: the data is wrong.")
    PEER(ASN1_VALUE_NOT_VALID,                  BAD_CERTIFICATE,
         "ASN.1: a value is not valid.")
    PEER(ASN1_TAG_ERROR,                        BAD_CERTIFICATE,
         "ASN.1: a tag is wrong.")
    PEER(ASN1_TAG_IMPLICIT,                     BAD_CERTIFICATE,
         "ASN.1: an implicit tag is wrong.")
    PEER(ASN1_TYPE_ANY_ERROR,                   BAD_CERTIFICATE,
         "ASN.1: a value of open type is wrong.")
    PEER(ASN1_SYNTAX_ERROR,                     BAD_CERTIFICATE,
         "ASN.1: the syntax is wrong.")
    PEER(ASN1_DER_OVERFLOW,                     BAD_CERTIFICATE,
         "ASN.1: more DER data than there is room for.")
    PEER(ASN1_EMBEDDED_NULL_IN_STRING,          BAD_CERTIFICATE,
         "ASN.1: a text contains a zero byte.")
    PEER(ASN1_TIME_ERROR,                       BAD_CERTIFICATE,
         "ASN.1: a time is wrong.")
    PEER(X509_DUPLICATE_EXTENSION,              BAD_CERTIFICATE,
         "The certificate has the same extension twice.")
    PEER(X509_UNSUPPORTED_CRITICAL_EXTENSION,   UNSUPPORTED_CERTIFICATE,
         "The certificate has a critical extension that is not known.")
    LOCAL(X509_UNSUPPORTED_EXTENSION,           "The certificate extension is not supported.")
    LOCAL(X509_UNSUPPORTED_ATTRIBUTE,           "The attribute is not supported.")
    LOCAL(X509_UNSUPPORTED_OID,                 "The object identifier is not supported.")
    LOCAL(X509_UNKNOWN_SAN,                     "The type of the alternative name is not known.")
    LOCAL(CERTIFICATE_KEY_MISMATCH,             "The certificate does not belong to the key.")
    LOCAL(CRL_VERIFICATION_ERROR,               "The revocation list was not accepted.")
    LOCAL(OCSP_MISMATCH_WITH_CERTS,             "The status response is of other certificates.")
    LOCAL(CONSTRAINT_ERROR,                     "A constraint is not met.")
    LOCAL(MALFORMED_CIDR,                       "The address range is malformed.")
    LOCAL(TOO_MANY_MATCHES,                     "More than one entry fits.")

    /* The transport is gone or silent, or the peer has said already why it leaves. */
    SILENT(FATAL_ALERT_RECEIVED,                "The peer sent a fatal alert.")
    SILENT(PREMATURE_TERMINATION,               "The connection ended without a closing alert.")
    SILENT(SESSION_EOF,                         "The peer closed the connection.")
    SILENT(PUSH_ERROR,                          "The transport cannot send.")
    SILENT(PULL_ERROR,                          "The transport cannot receive.")
    SILENT(TIMEDOUT,                            "The time allowed is over.")
    SILENT(INVALID_SESSION,                     "The session has failed before and is not usable.")
    SILENT(GOT_APPLICATION_DATA,                "Application data came during the handshake.")
    SILENT(EARLY_DATA_REJECTED,                 "The server did not take the early data.")

    /* The call, or what it was given. */
    LOCAL(INVALID_REQUEST,                      "The request is not valid.")
    LOCAL(SHORT_MEMORY_BUFFER,                  "The given memory is too small.")
    LOCAL(REQUESTED_DATA_NOT_AVAILABLE,         "What was asked for is not there.")
    LOCAL(UNAVAILABLE_DURING_HANDSHAKE,         "This cannot be done while a handshake runs.")
    LOCAL(HANDSHAKE_DURING_FALSE_START,         "This cannot be done during a false start.")
    LOCAL(UNIMPLEMENTED_FEATURE,                "This is not implemented.")
    LOCAL(NO_PRIORITIES_WERE_SET,               "The priorities allow nothing, or none were set.")
    LOCAL(CHANNEL_BINDING_NOT_AVAILABLE,        "The channel binding is not available.")
    LOCAL(CRYPTO_ALREADY_REGISTERED,            "This is registered already.")
    PEER(USER_ERROR,                            USER_CANCELED,
         "A function of the application failed.")
    LOCAL(FILE_ERROR,                           "The file cannot be read or written.")
    LOCAL(SRP_PWD_ERROR,                        "The file of keys or passwords cannot be used.")
    LOCAL(SRP_PWD_PARSING_ERROR,                "The file of keys or passwords cannot be read.")
    LOCAL(EXPIRED,                              "It has expired.")
    LOCAL(NOT_YET_ACTIVATED,                    "It is not yet valid.")
    LOCAL(DB_ERROR,                             "The session store failed.")
    LOCAL(DB_ENTRY_EXISTS,                      "The session store has this entry already.")
    LOCAL(NO_TEMPORARY_DH_PARAMS,               "No Diffie-Hellman parameters were set.")
    LOCAL(NO_TEMPORARY_RSA_PARAMS,              "No temporary RSA key was set.")
    LOCAL(BASE64_DECODING_ERROR,                "The base64 text is wrong.")
    LOCAL(BASE64_ENCODING_ERROR,                "The data cannot be written as base64.")
    LOCAL(BASE64_UNEXPECTED_HEADER_ERROR,       "The armoured text has another header or none.")
    LOCAL(INVALID_PASSWORD,                     "The password is wrong.")
    LOCAL(INVALID_PASSWORD_STRING,              "The password has characters not allowed.")
    LOCAL(INVALID_UTF8_STRING,                  "The text is not valid UTF-8.")
    LOCAL(INVALID_UTF8_EMAIL,                   "The email address is not valid.")
    LOCAL(IDNA_ERROR,                           "The international name cannot be converted.")
    LOCAL(NO_EMBEDDED_DATA,                     "No data is embedded.")
    LOCAL(UNKNOWN_PKCS_CONTENT_TYPE,            "The PKCS content type is not known.")
    LOCAL(UNKNOWN_PKCS_BAG_TYPE,                "The PKCS bag type is not known.")
    LOCAL(MAC_VERIFY_FAILED,                    "The MAC is wrong.")
    LOCAL(AUTH_ERROR,                           "The authorization failed.")

    /* Cryptography and the machine. */
    LOCAL(INTERNAL_ERROR,                       "The library is in a state that should not be.")
    LOCAL(MEMORY_ERROR,                         "There is not enough memory.")
    LOCAL(LOCKING_ERROR,                        "A lock cannot be taken.")
    LOCAL(RECORD_LIMIT_REACHED,                 "The keys have protected all the records they may.")
    LOCAL(UNKNOWN_ALGORITHM,                    "The algorithm is not known.")
    LOCAL(UNKNOWN_CIPHER_TYPE,                  "The cipher is not known.")
    LOCAL(UNKNOWN_HASH_ALGORITHM,               "The hash algorithm is not known.")
    LOCAL(ENCRYPTION_FAILED,                    "The encryption failed.")
    LOCAL(COMPRESSION_FAILED,                   "The compression failed.")
    LOCAL(HASH_FAILED,                          "The hash failed.")
    LOCAL(MPI_SCAN_FAILED,                      "A large integer cannot be read.")
    LOCAL(MPI_PRINT_FAILED,                     "A large integer cannot be written.")
    LOCAL(PK_ENCRYPTION_FAILED,                 "The encryption with the public key failed.")
    LOCAL(PK_DECRYPTION_FAILED,                 "The decryption with the private key failed.")
    LOCAL(PK_SIGN_FAILED,                       "The signing failed.")
    LOCAL(PK_GENERATION_ERROR,                  "The key cannot be generated.")
    LOCAL(PK_INVALID_PRIVKEY,                   "The private key is not a valid one.")
    LOCAL(PK_INVALID_PUBKEY_PARAMS,             "The parameters of the public key are not valid.")
    LOCAL(PK_NO_VALIDATION_PARAMS,              "The key has no parameters to validate it by.")
    LOCAL(PKCS1_WRONG_PAD,                      "The PKCS #1 padding is wrong.")
    LOCAL(PRIVKEY_VERIFICATION_ERROR,           "The private key does not agree with itself.")
    LOCAL(KEY_IMPORT_FAILED,                    "The key cannot be imported.")
    LOCAL(RANDOM_FAILED,                        "No random numbers can be had.")
    LOCAL(RANDOM_DEVICE_ERROR,                  "The system's source of random numbers failed.")
    LOCAL(CRYPTO_INIT_FAILED,                   "The cryptographic library cannot be initialized.")
    LOCAL(INCOMPATIBLE_GCRYPT_LIBRARY,          "The cryptographic library has another version.")
    LOCAL(INCOMPATIBLE_LIBTASN1_LIBRARY,        "The ASN.1 library has another version.")
    LOCAL(SELF_TEST_ERROR,                      "A self test failed.")
    LOCAL(NO_SELF_TEST,                         "There is no self test for this.")
    LOCAL(LIB_IN_ERROR_STATE,                   "The library has failed its self tests.")
    LOCAL(SOCKETS_INIT_ERROR,                   "The sockets cannot be initialized.")
    LOCAL(CRYPTODEV_IOCTL_ERROR,                "The cryptographic device refused the request.")
    LOCAL(CRYPTODEV_DEVICE_ERROR,               "The cryptographic device cannot be opened.")
    LOCAL(NEED_FALLBACK,                        "Another implementation must take over.")
    LOCAL(INT_RET_0,                            "Internal: nothing to give.")
    LOCAL(INT_CHECK_AGAIN,                      "Internal: look again.")

    /* Tokens, and what is no longer supported. */
    LOCAL(PKCS11_ERROR,                         "PKCS #11: the operation failed.")
    LOCAL(PKCS11_LOAD_ERROR,                    "PKCS #11: the module cannot be loaded.")
    LOCAL(PKCS11_PIN_ERROR,                     "PKCS #11: the PIN is wrong.")
    LOCAL(PKCS11_PIN_EXPIRED,                   "PKCS #11: the PIN has expired.")
    LOCAL(PKCS11_PIN_LOCKED,                    "PKCS #11: the PIN is locked.")
    LOCAL(PKCS11_SLOT_ERROR,                    "PKCS #11: the slot failed.")
    LOCAL(PKCS11_ATTRIBUTE_ERROR,               "PKCS #11: an attribute is wrong.")
    LOCAL(PKCS11_DEVICE_ERROR,                  "PKCS #11: the device failed.")
    LOCAL(PKCS11_DATA_ERROR,                    "PKCS #11: the data is wrong.")
    LOCAL(PKCS11_UNSUPPORTED_FEATURE_ERROR,     "PKCS #11: the feature is not supported.")
    LOCAL(PKCS11_KEY_ERROR,                     "PKCS #11: the key cannot be used.")
    LOCAL(PKCS11_SESSION_ERROR,                 "PKCS #11: the session failed.")
    LOCAL(PKCS11_SIGNATURE_ERROR,               "PKCS #11: the signature is wrong.")
    LOCAL(PKCS11_TOKEN_ERROR,                   "PKCS #11: the token failed.")
    LOCAL(PKCS11_USER_ERROR,                    "PKCS #11: the user is not logged in.")
    LOCAL(PKCS11_REQUESTED_OBJECT_NOT_AVAILBLE, "PKCS #11: the object is not there.")
    LOCAL(TPM_ERROR,                            "TPM: the operation failed.")
    LOCAL(TPM_KEY_PASSWORD_ERROR,               "TPM: the key's password is wrong.")
    LOCAL(TPM_SRK_PASSWORD_ERROR,               "TPM: the storage root key's password is wrong.")
    LOCAL(TPM_SESSION_ERROR,                    "TPM: the session failed.")
    LOCAL(TPM_KEY_NOT_FOUND,                    "TPM: the key is not there.")
    LOCAL(TPM_UNINITIALIZED,                    "TPM: it is not initialized.")
    LOCAL(TPM_NO_LIB,                           "TPM: its library is not there.")
    LOCAL(OPENPGP_UID_REVOKED,                  "OpenPGP: the user's identity is revoked.")
    LOCAL(OPENPGP_FINGERPRINT_UNSUPPORTED,      "OpenPGP: the fingerprint is not supported.")
    LOCAL(OPENPGP_KEYRING_ERROR,                "OpenPGP: the keyring is wrong.")
    LOCAL(OPENPGP_SUBKEY_ERROR,                 "OpenPGP: the subkey is wrong.")
    LOCAL(OPENPGP_PREFERRED_KEY_ERROR,          "OpenPGP: no preferred key is set.")
    LOCAL(IA_VERIFY_FAILED,                     "Inner application: the verification failed.")
    LOCAL(WARNING_IA_IPHF_RECEIVED,             "Inner application: the intermediate phase ended.")
    LOCAL(WARNING_IA_FPHF_RECEIVED,             "Inner application: the final phase ended.")
};
/* clang-format on */

const struct error_facts *error_find(int code)
{
    for (size_t i = 0; i < ARRAY_SIZE(table); i++)
        if (table[i].code == code)
            return &table[i];
    return NULL;
}

int error_alert(int code)
{
    const struct error_facts *facts = error_find(code);
    return facts == NULL ? GNUTLS_A_INTERNAL_ERROR : facts->alert;
}

/* From the room on: where the build stood is nobody's concern. */
static const char *short_file(const char *file)
{
    const char *lib = strstr(file, "lib/");
    return lib == NULL ? file : lib + strlen("lib/");
}

int error_began(int code, const char *file, int line)
{
    /* A stall is no error, and there may be thousands. */
    if (error_is_stall(code) || !log_is_on(LOG_ERRORS))
        return code;
    const struct error_facts *facts = error_find(code);
    log_write(LOG_ERRORS, "%s (%d) began in %s:%d", facts == NULL ? "error" : facts->name, code,
              short_file(file), line);
    return code;
}
