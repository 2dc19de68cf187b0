#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Does HAProxy accept the configuration we ship?  usage: test-haproxy.sh FILE
# The certificate's path is the administrator's: here it is one made for the check.
set -eu
PATH=$PATH:/usr/sbin
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=test -days 1 \
  -keyout "$dir/key" -out "$dir/crt" 2>/dev/null
cat "$dir/crt" "$dir/key" >"$dir/tls.pem"
sed "s|/etc/outdial/tls.pem|$dir/tls.pem|" "$1" >"$dir/cfg"
haproxy -c -f "$dir/cfg"
