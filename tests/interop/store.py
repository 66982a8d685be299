#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Have certtool print what the distribution trusts, on its own library and on ours: the same text.

store.py OWN: OWN is the folder with our library. Exit status 77: certtool or the store is not here.
"""

import difflib
import os
import shutil
import subprocess
import sys

STORES = ('/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/ca-bundle.pem')


def printed(store, library_path=None):
    environment = {name: value for name, value in os.environ.items() if name not in ('LD_LIBRARY_PATH', 'LD_PRELOAD')}
    if library_path:
        environment['LD_LIBRARY_PATH'] = library_path
    done = subprocess.run(['certtool', '--certificate-info', '--infile', store], env=environment,
                          capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.splitlines()


def main():
    store = next(filter(os.path.exists, STORES), None)
    if not store or not shutil.which('certtool'):
        print('certtool or the file of authorities is not here')
        return 77
    theirs, ours = printed(store), printed(store, sys.argv[1])
    differences = list(difflib.unified_diff(theirs, ours, 'libgnutls', 'ours', lineterm='', n=1))
    print(f'{len(theirs)} lines, of {sum(line == "X.509 Certificate Information:" for line in theirs)} certificates')
    print('\n'.join(differences[:100]))
    return int(bool(differences) or len(theirs) < 1000)


if __name__ == '__main__':
    sys.exit(main())
