# What the install scripts of this folder share. Sourced, not run.

say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }

packages() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }

require_apt_as_root() {
    [ "$(id -u)" -eq 0 ] || { say "$1 is missing; run this script as root to install it."; exit 1; }
    command -v apt-get >/dev/null || { say "this system has no apt-get; install $1 by its own means."; exit 1; }
}

# Debian's mirror as this machine uses it, from the deb822 or the one-line form.
mirror() {
    { grep -hs '^URIs:' /etc/apt/sources.list.d/debian.sources | awk '{print $2}'
      grep -hs '^deb ' /etc/apt/sources.list | sed 's/\[[^]]*\] *//' | awk '{print $2}'; } | grep -m1 debian
}

# apt-get that knows Debian 13 only, with lists of its own in a folder: the system's list of package sources stays as it is.
#   trixie FOLDER deb|deb-src ARGUMENTS...
trixie() {
    local folder=$1 kind=$2
    shift 2
    mkdir -p "$folder/lists/partial"
    chmod -R a+rX "$folder"
    printf '%s [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s trixie main\n' "$kind" "$(mirror)" > "$folder/trixie.list"
    apt-get -qq -o "Dir::Etc::sourcelist=$folder/trixie.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$folder/lists" -o APT::Sandbox::User=root "$@"
}
