# SPDX-License-Identifier: LGPL-2.1-or-later
"""What a case can wish for, in the words of each program: tables, and what is read out of them.

A case is a dictionary of wishes: cipher, group, retry, cert, signature, client_cert, alpn, ...
"""

import os

# name of the case: (priority string's word, the standard's name)
CIPHERS = {
    'aes128': ('AES-128-GCM', 'TLS_AES_128_GCM_SHA256'),
    'aes256': ('AES-256-GCM', 'TLS_AES_256_GCM_SHA384'),
    'chacha': ('CHACHA20-POLY1305', 'TLS_CHACHA20_POLY1305_SHA256'),
    'ccm': ('AES-128-CCM', 'TLS_AES_128_CCM_SHA256'),
    'ccm8': ('AES-128-CCM-8', 'TLS_AES_128_CCM_8_SHA256'),
}

# TLS 1.2. Name of the case: (certificate, priority string's words, openssl's name, standard's name)
CIPHERS12 = {
    'ecdsa aes128': ('p256', 'AES-128-GCM', 'ECDHE-ECDSA-AES128-GCM-SHA256',
                     'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'),
    'ecdsa aes256': ('p256', 'AES-256-GCM', 'ECDHE-ECDSA-AES256-GCM-SHA384',
                     'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'),
    'ecdsa chacha': ('p256', 'CHACHA20-POLY1305', 'ECDHE-ECDSA-CHACHA20-POLY1305',
                     'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'),
    'ecdsa ccm128': ('p256', 'AES-128-CCM', 'ECDHE-ECDSA-AES128-CCM',
                     'TLS_ECDHE_ECDSA_WITH_AES_128_CCM'),
    'ecdsa ccm256': ('p256', 'AES-256-CCM', 'ECDHE-ECDSA-AES256-CCM',
                     'TLS_ECDHE_ECDSA_WITH_AES_256_CCM'),
    'ecdsa ccm8 128': ('p256', 'AES-128-CCM-8', 'ECDHE-ECDSA-AES128-CCM8',
                       'TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8'),
    'ecdsa ccm8 256': ('p256', 'AES-256-CCM-8', 'ECDHE-ECDSA-AES256-CCM8',
                       'TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8'),
    'ecdsa cbc128': ('p256', 'AES-128-CBC:-MAC-ALL:+SHA1', 'ECDHE-ECDSA-AES128-SHA',
                     'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA'),
    'ecdsa cbc256': ('p256', 'AES-256-CBC:-MAC-ALL:+SHA1', 'ECDHE-ECDSA-AES256-SHA',
                     'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA'),
    'ecdsa cbc sha256': ('p256', 'AES-128-CBC:-MAC-ALL:+SHA256', 'ECDHE-ECDSA-AES128-SHA256',
                         'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256'),
    'ecdsa cbc sha384': ('p256', 'AES-256-CBC:-MAC-ALL:+SHA384', 'ECDHE-ECDSA-AES256-SHA384',
                         'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384'),
    'rsa aes128': ('rsa', 'AES-128-GCM', 'ECDHE-RSA-AES128-GCM-SHA256',
                   'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'),
    'rsa aes256': ('rsa', 'AES-256-GCM', 'ECDHE-RSA-AES256-GCM-SHA384',
                   'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'),
    'rsa chacha': ('rsa', 'CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305',
                   'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256'),
    'rsa cbc128': ('rsa', 'AES-128-CBC:-MAC-ALL:+SHA1', 'ECDHE-RSA-AES128-SHA',
                   'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'),
    'rsa cbc256': ('rsa', 'AES-256-CBC:-MAC-ALL:+SHA1', 'ECDHE-RSA-AES256-SHA',
                   'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA'),
    'rsa cbc sha256': ('rsa', 'AES-128-CBC:-MAC-ALL:+SHA256', 'ECDHE-RSA-AES128-SHA256',
                       'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256'),
    'rsa cbc sha384': ('rsa', 'AES-256-CBC:-MAC-ALL:+SHA384', 'ECDHE-RSA-AES256-SHA384',
                       'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384'),
}
# TLS 1.2, the same. What else it needs is in the name: psk, anonymous.
EXCHANGES = {
    'dhe': ('rsa', 'DHE-RSA', 'DHE-RSA-AES256-GCM-SHA384', 'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384'),
    'rsa': ('encipher', 'RSA', 'AES256-GCM-SHA384', 'TLS_RSA_WITH_AES_256_GCM_SHA384'),
    'psk': ('p256', 'PSK', 'PSK-AES256-GCM-SHA384', 'TLS_PSK_WITH_AES_256_GCM_SHA384'),
    'dhe psk': ('p256', 'DHE-PSK', 'DHE-PSK-AES256-GCM-SHA384',
                'TLS_DHE_PSK_WITH_AES_256_GCM_SHA384'),
    'ecdhe psk': ('p256', 'ECDHE-PSK:-CIPHER-ALL:+AES-256-CBC', 'ECDHE-PSK-AES256-CBC-SHA',
                  'TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA'),
    'anonymous dh': ('p256', 'ANON-DH', 'ADH-AES256-GCM-SHA384',
                     'TLS_DH_anon_WITH_AES_256_GCM_SHA384'),
    'anonymous ecdh': ('p256', 'ANON-ECDH:-CIPHER-ALL:+AES-256-CBC', 'AECDH-AES256-SHA',
                       'TLS_ECDH_anon_WITH_AES_256_CBC_SHA'),
}
PSK_FILE, PSK_IDENTITY, PSK = 'passwords.psk', 'alice', '9e32cf7786321a82'
STANDARD_NAMES = {row[2]: row[3] for row in (*CIPHERS12.values(), *EXCHANGES.values())}
# TLS 1.3 from a key that both hold: name of the case: priority string's word
KEYS = {'dhe': 'ECDHE-PSK:+DHE-PSK', 'ke': 'PSK'}
CURVES = ('x25519', 'x448', 'p256', 'p384', 'p521')
CERTIFICATES = ('rsa', 'rsapss', 'p256', 'p384', 'p521', 'ed25519', 'ed448')
STAPLE = 'server-p256-ocsp.der'

# (priority string's word, openssl's word)
GROUPS = {
    'x25519': ('X25519', 'X25519'),
    'x448': ('X448', 'X448'),
    'p256': ('SECP256R1', 'P-256'),
    'p384': ('SECP384R1', 'P-384'),
    'p521': ('SECP521R1', 'P-521'),
    'ffdhe2048': ('FFDHE2048', 'ffdhe2048'),
    'ffdhe3072': ('FFDHE3072', 'ffdhe3072'),
    'ffdhe4096': ('FFDHE4096', 'ffdhe4096'),
    'ffdhe6144': ('FFDHE6144', 'ffdhe6144'),
    'ffdhe8192': ('FFDHE8192', 'ffdhe8192'),
}

# (certificate, priority string's word, openssl's word)
SIGNATURES = {
    'rsae256': ('rsa', 'RSA-PSS-RSAE-SHA256', 'rsa_pss_rsae_sha256'),
    'rsae384': ('rsa', 'RSA-PSS-RSAE-SHA384', 'rsa_pss_rsae_sha384'),
    'rsae512': ('rsa', 'RSA-PSS-RSAE-SHA512', 'rsa_pss_rsae_sha512'),
    'pss256': ('rsapss', 'RSA-PSS-SHA256', 'rsa_pss_pss_sha256'),
    'pss384': ('rsapss', 'RSA-PSS-SHA384', 'rsa_pss_pss_sha384'),
    'pss512': ('rsapss', 'RSA-PSS-SHA512', 'rsa_pss_pss_sha512'),
    'ecdsa256': ('p256', 'ECDSA-SECP256R1-SHA256', 'ecdsa_secp256r1_sha256'),
    'ecdsa384': ('p384', 'ECDSA-SECP384R1-SHA384', 'ecdsa_secp384r1_sha384'),
    'ecdsa521': ('p521', 'ECDSA-SECP521R1-SHA512', 'ecdsa_secp521r1_sha512'),
    'ed25519': ('ed25519', 'EdDSA-Ed25519', 'ed25519'),
    'ed448': ('ed448', 'EdDSA-Ed448', 'ed448'),
}

# For a retry: what the client begins with (a share or two of the first), and all the server knows.
RETRY_CLIENT = ('x25519', 'p256', 'p384')
RETRY_SERVER = ('p384',)


class Data:
    """Where the certificates are."""

    def __init__(self, folder):
        self.folder = folder

    def file(self, name):
        return os.path.join(self.folder, name)

    def bare(self, kind):
        return self.file(f'{kind}-p256-public.pem'), self.file(f'{kind}-p256-key.pem')

    def own(self, kind, name):
        base = self.file(f'{kind}-{name}')
        return f'{base}-chain.pem', f'{base}-key.pem', f'{base}-cert.pem'

    @property
    def root(self):
        return self.file('root-cert.pem')

    @property
    def intermediate(self):
        return self.file('inter-cert.pem')


def staple_size(setup):
    return str(os.path.getsize(setup.data.file(STAPLE)))


def wants_psk(case):
    return 'psk' in case.get('exchange', '') or 'key' in case


def wants_nobody(case):
    return 'anonymous' in case.get('exchange', '')


def wished_cert(case):
    if 'signature' in case:
        return SIGNATURES[case['signature']][0]
    if 'exchange' in case:
        return EXCHANGES[case['exchange']][0]
    if 'cipher12' in case:
        return CIPHERS12[case['cipher12']][0]
    return case.get('cert', 'p256')


def wished_groups(case, server):
    if case.get('retry'):
        return RETRY_SERVER if server else RETRY_CLIENT
    if 'group' in case:
        return (case['group'],)
    return case.get('server_groups' if server else 'client_groups', ())


def priority(case, server):
    """The wishes as a priority string, for both programs that take one."""
    text = 'NORMAL:-VERS-ALL:+VERS-' + ('TLS1.2' if case.get('tls12') else 'TLS1.3')
    if 'cipher12' in case:
        text += f':-CIPHER-ALL:+{CIPHERS12[case["cipher12"]][1]}'
    if 'exchange' in case:
        text += f':-KX-ALL:+{EXCHANGES[case["exchange"]][1]}'
    text += case.get('words', '')
    if 'cipher' in case:
        text += f':-CIPHER-ALL:+{CIPHERS[case["cipher"]][0]}'
    groups = wished_groups(case, server)
    if groups:
        text += ':-GROUP-ALL' + ''.join(f':+GROUP-{GROUPS[group][0]}' for group in groups)
    if 'signature' in case and server:
        text += f':-SIGN-ALL:+SIGN-{SIGNATURES[case["signature"]][1]}'
    if case.get('psk_ke'):
        text += ':+PSK'
    if case.get('bare'):
        text += ':-CTYPE-ALL:+CTYPE-RAWPK'
    if 'key' in case:
        text += f':-KX-ALL:+{KEYS[case["key"]]}'
    return text


def openssl_options(case, server):
    options = ['-tls1_2' if case.get('tls12') else '-tls1_3']
    if 'cipher12' in case:
        options += ['-cipher', CIPHERS12[case['cipher12']][2] + ':@SECLEVEL=0']
    if 'exchange' in case:
        options += ['-cipher', EXCHANGES[case['exchange']][2] + ':@SECLEVEL=0']
    if wants_psk(case):
        options += ['-psk', PSK, '-psk_identity', PSK_IDENTITY]
    if case.get('by_id'):
        options += ['-no_ticket']
    if 'cipher' in case:
        options += ['-ciphersuites', CIPHERS[case['cipher']][1]]
    groups = wished_groups(case, server)
    if groups:
        options += ['-groups', ':'.join(GROUPS[group][1] for group in groups)]
    if 'signature' in case and server:
        options += ['-sigalgs', SIGNATURES[case['signature']][2]]
    return options
