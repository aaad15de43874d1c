#!/usr/bin/env bash
# Asks the process in this container for a health path: probe PORT PATH. Ends with 0 when the answer is 200. The image has no curl.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/$1"
printf 'GET %s HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3
read -r _ status _ <&3
[ "$status" = 200 ]
