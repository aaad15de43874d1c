#!/usr/bin/env bash
# Installs PostgreSQL and pgvector on Debian and Ubuntu, from the system's own packages. Run as root; safe to run again.
# Where the release has no pgvector package (Debian 12), Debian's own source package of a later release is built against the
# installed server; the system's list of package sources stays as it is.
set -euo pipefail

say() { printf 'install.sh: %s\n' "$*" >&2; }

packages() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }

newest_server() { ls -d /usr/lib/postgresql/*/bin/postgres 2>/dev/null | sort -V | tail -n 1 | cut -d/ -f5; }

has_vector() { [ -e "/usr/share/postgresql/$1/extension/vector.control" ]; }

# Debian's mirror as this machine uses it, from the deb822 or the one-line form.
mirror() {
    { grep -hs '^URIs:' /etc/apt/sources.list.d/debian.sources | awk '{print $2}'
      grep -hs '^deb ' /etc/apt/sources.list | sed 's/\[[^]]*\] *//' | awk '{print $2}'; } | grep -m1 debian
}

build_vector() (
    local major=$1 work lists
    packages build-essential "postgresql-server-dev-$major"
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    lists=$work/lists
    mkdir -p "$lists/partial"
    chmod -R a+rX "$work"
    printf 'deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s trixie main\n' "$(mirror)" > "$work/trixie.list"
    local apt=(apt-get -qq -o "Dir::Etc::sourcelist=$work/trixie.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$lists" -o APT::Sandbox::User=root)
    "${apt[@]}" update
    (cd "$work" && "${apt[@]}" source --download-only pgvector >/dev/null && tar -xf pgvector_*.orig.tar.* )
    make -C "$work"/pgvector-*/ -s OPTFLAGS="" PG_CONFIG="/usr/lib/postgresql/$major/bin/pg_config" install >/dev/null
)

main() {
    local major
    major=$(newest_server)
    if [ -n "$major" ] && has_vector "$major"; then
        say "PostgreSQL $major with pgvector is installed."
        return
    fi

    [ "$(id -u)" -eq 0 ] || { say "PostgreSQL or pgvector is missing; run this script as root to install it."; exit 1; }
    command -v apt-get >/dev/null || { say "this system has no apt-get; install PostgreSQL 15 or later and pgvector by its own means."; exit 1; }
    apt-get update -qq
    if [ -z "$major" ]; then
        say "installing PostgreSQL"
        packages postgresql postgresql-contrib
        major=$(newest_server)
    fi

    if ! has_vector "$major"; then
        say "installing pgvector for PostgreSQL $major"
        if apt-cache show "postgresql-$major-pgvector" >/dev/null 2>&1; then
            packages "postgresql-$major-pgvector"
        else
            build_vector "$major"
        fi
    fi

    has_vector "$major" || { say "pgvector could not be installed for PostgreSQL $major."; exit 1; }
    say "PostgreSQL $major with pgvector is installed."
}

main
