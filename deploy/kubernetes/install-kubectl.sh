#!/usr/bin/env bash
# Installs kubectl on Debian, whose `kustomize` renders the manifests of this folder. Run as root; safe to run again.
# Debian 12 has one of 2021 that reads an older format: there the package of Debian 13 is taken.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../debian.sh"

renders() { kubectl kustomize "$(dirname "${BASH_SOURCE[0]}")/base" >/dev/null 2>&1; }

install_from_trixie() (
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    trixie "$work" deb update
    (cd "$work" && trixie "$work" deb download kubectl/trixie)
    packages "$work"/kubectl_*.deb
)

if renders; then
    say "kubectl is installed."
    exit 0
fi

require_apt_as_root kubectl
apt-get update -qq
say "installing kubectl"
if apt-cache show kubectl >/dev/null 2>&1; then packages kubectl; else install_from_trixie; fi
renders || { say "kubectl does not render the manifests."; exit 1; }
