#!/usr/bin/env bash
# Installs PostgreSQL and pgvector on Debian and Ubuntu, from the system's own packages. Run as root; safe to run again.
# Where the release has no pgvector package (Debian 12), Debian's own source package of a later release is built against the
# installed server; the system's list of package sources stays as it is.
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/../debian.sh"

newest_server() { ls -d /usr/lib/postgresql/*/bin/postgres 2>/dev/null | sort -V | tail -n 1 | cut -d/ -f5; }

has_vector() { [ -e "/usr/share/postgresql/$1/extension/vector.control" ]; }

build_vector() (
    local major=$1 work
    packages build-essential "postgresql-server-dev-$major"
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    trixie "$work" deb-src update
    (cd "$work" && trixie "$work" deb-src source --download-only pgvector >/dev/null && tar -xf pgvector_*.orig.tar.* )
    make -C "$work"/pgvector-*/ -s OPTFLAGS="" PG_CONFIG="/usr/lib/postgresql/$major/bin/pg_config" install >/dev/null
)

main() {
    local major
    major=$(newest_server)
    if [ -n "$major" ] && has_vector "$major"; then
        say "PostgreSQL $major with pgvector is installed."
        return
    fi

    require_apt_as_root "PostgreSQL 15 or later with pgvector"
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
