#!/bin/sh
# Sets up the ScreenPop relay on Debian (12 or newer) or Ubuntu (24.04 or newer), or brings it up to date. Run it as
# often as you like. `install.sh --help` says the rest.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
etc=/etc/screenpop-relay
units="screenpop-relay-redis screenpop-relay"
exporters="screenpop-relay-nginx-exporter screenpop-relay-redis-exporter"
packages="nginx libnginx-mod-nchan libnginx-mod-http-js redis-server openssl curl logrotate"

domain="" email="" certificate="" key="" workers="" memory=256 metrics=no staging=no root="" uninstall=no
feed=no hook_rate="" program=/opt/screenpop/bin/screenpop

usage() {
    cat <<'END'
install.sh --domain relay.example.org [options]     set up or update the relay
install.sh --uninstall                              remove it

  --domain NAME        the name under which the internet finds this machine
  --email ADDRESS      where Let's Encrypt may write to (recommended)
  --staging            take a certificate of Let's Encrypt's test authority, to try things out
  --certificate FILE   a certificate (with its chain) and its key of your own, instead of Let's Encrypt's
  --key FILE
  --workers N          nginx's worker processes (default: as many as processors, at least 2)
  --memory MB          for waiting messages (default 256; nginx may need twice that besides)
  --feed               run the office's presence feed here too (docs/feed.md)
  --program FILE       the feed's ScreenPop (default: /opt/screenpop/bin/screenpop)
  --hook-rate N        posts a second that one desktop or feed may get (default 20, with --feed 200)
  --metrics            install the Prometheus exporters too
  --root DIR           only write the files, below DIR: nothing is installed or started
END
}

say() { echo "relay: $*"; }

fail() {
    echo "install.sh: $*" >&2
    exit "${code:-1}"
}

wrong_usage() { code=2 && fail "$* (--help lists the options)"; }

# Whether this is about this machine, and not about files in some folder.
live() { [ -z "$root" ]; }

# ---- what was asked for ----------------------------------------------------------------------------------------

read_options() {
    while [ $# -gt 0 ]; do
        case $1 in
            --help) usage && exit 0 ;;
            --uninstall) uninstall=yes ;;
            --metrics) metrics=yes ;;
            --feed) feed=yes ;;
            --staging) staging=yes ;;
            --domain | --email | --certificate | --key | --workers | --memory | --hook-rate | --program | --root)
                [ $# -ge 2 ] || wrong_usage "$1 needs a value"
                read_value "$1" "$2"
                shift
                ;;
            *) wrong_usage "there is no option $1" ;;
        esac
        shift
    done
}

read_value() {
    case $1 in
        --domain) domain=$(echo "$2" | tr '[:upper:]' '[:lower:]') ;;
        --email) email=$2 ;;
        --certificate) certificate=$2 ;;
        --key) key=$2 ;;
        --workers) workers=$2 ;;
        --memory) memory=$2 ;;
        --hook-rate) hook_rate=$2 ;;
        --program) program=$2 ;;
        --root)
            root=${2%/}
            [ -n "$root" ] || wrong_usage "--root needs a folder other than /"
            ;;
    esac
}

check_options() {
    label='[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
    matches "$domain" "($label\\.)+[a-z]($label)?" ||
        wrong_usage "--domain must be a full name such as relay.example.org, and is \"$domain\""
    [ -z "$email" ] || matches "$email" '[^@[:space:]]+@[^@[:space:]]+' || wrong_usage "\"$email\" is no address"
    [ -n "$workers" ] || workers=$(nproc)
    whole_number "$workers" 1 64 || wrong_usage "--workers must be a number from 1 to 64"
    whole_number "$memory" 16 65536 || wrong_usage "--memory must be a number of megabytes from 16 to 65536"
    [ -n "$hook_rate" ] || { [ "$feed" = yes ] && hook_rate=200 || hook_rate=20; }
    whole_number "$hook_rate" 1 2000 || wrong_usage "--hook-rate must be a number from 1 to 2000"
    check_feed
    check_certificate
}

check_feed() {
    [ "$feed" = yes ] || return 0
    matches "$program" '/[A-Za-z0-9./_-]+' || wrong_usage "--program needs an absolute plain path"
    [ -x "$program" ] || fail "the feed needs ScreenPop, and $program cannot be run: docs/feed.md says how to install it"
}

# matches TEXT PATTERN: all of the text, and it is a single line.
matches() { [ "$(printf %s "$1" | wc -l)" -eq 0 ] && printf '%s\n' "$1" | grep -Eqx -- "$2"; }

whole_number() { matches "$1" '[0-9]{1,6}' && [ "$1" -ge "$2" ] && [ "$1" -le "$3" ]; }

check_certificate() {
    if [ -z "$certificate$key" ]; then
        certificate=/etc/letsencrypt/live/$domain/fullchain.pem
        key=/etc/letsencrypt/live/$domain/privkey.pem
        own_certificate=no
        return
    fi
    own_certificate=yes
    for file in "$certificate" "$key"; do
        matches "$file" '/[A-Za-z0-9./_-]+' || wrong_usage "--certificate and --key need absolute plain paths"
        [ -r "$file" ] || fail "$file cannot be read"
    done
    [ "$(openssl x509 -in "$certificate" -noout -pubkey)" = "$(openssl pkey -in "$key" -pubout)" ] ||
        fail "$key is not the key of $certificate"
    openssl x509 -in "$certificate" -noout -checkhost "$domain" | grep -q "does match" ||
        fail "$certificate is not made out to $domain"
}

check_machine() {
    live || return 0
    [ "$(id -u)" = 0 ] || fail "this needs root"
    command -v apt-get >/dev/null || fail "this machine is neither Debian nor Ubuntu (there is no apt-get)"
    [ -d /run/systemd/system ] || fail "systemd does not run here; for containers there is compose.yaml"
}

# ---- packages --------------------------------------------------------------------------------------------------

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

install_packages() {
    live || return 0
    [ "$own_certificate" = yes ] || packages="$packages certbot"
    [ "$metrics" = no ] || packages="$packages prometheus-nginx-exporter prometheus-redis-exporter"
    missing=""
    for package in $packages; do
        is_installed "$package" || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    say "installing$missing"
    keep_quiet=""
    for package in nginx redis-server prometheus-nginx-exporter prometheus-redis-exporter; do
        case "$missing " in *" $package "*) keep_quiet="$keep_quiet $package.service" ;; esac
    done
    # The relay has services of its own. Those of the packages would start at once, and nginx take port 80: so they are
    # masked meanwhile, which dpkg remarks upon.
    # shellcheck disable=SC2086
    [ -z "$keep_quiet" ] || systemctl mask --quiet $keep_quiet
    apt-get update -q
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing ||
        fail "the packages cannot be installed; Debian 12 or Ubuntu 24.04 and newer have them all"
    # shellcheck disable=SC2086
    [ -z "$keep_quiet" ] || { systemctl unmask --quiet $keep_quiet && systemctl disable --quiet $keep_quiet; }
}

# ---- certificate -----------------------------------------------------------------------------------------------

get_certificate() {
    live && [ "$own_certificate" = no ] || return 0
    [ ! -e "$certificate" ] || return 0
    say "asking Let's Encrypt for a certificate: it will look at http://$domain, port 80, which must reach this machine"
    set -- certonly --standalone --non-interactive --agree-tos -d "$domain"
    [ "$staging" = no ] || set -- "$@" --staging
    if [ -n "$email" ]; then set -- "$@" --email "$email"; else set -- "$@" --register-unsafely-without-email; fi
    certbot "$@" || fail "there is no certificate. Does $domain point here, and is port 80 free and open? The relay was not touched"
}

# ---- files -----------------------------------------------------------------------------------------------------

redis_password() {
    kept=$(sed -n 's/^requirepass //p' "$root$etc/redis.conf" 2>/dev/null || true)
    echo "${kept:-$(openssl rand -hex 32)}"
}

# put SOURCE TARGET MODE [GROUP]: fills in the domain and the certificate.
put() {
    mkdir -p "$(dirname "$root$2")"
    sed -e "s|@domain@|$domain|g" -e "s|@certificate@|$certificate|g" -e "s|@key@|$key|g" -e "s|@program@|$program|g" \
        "$here/$1" >"$root$2.new"
    chmod "$3" "$root$2.new"
    mv "$root$2.new" "$root$2"
}

restrict() {
    chmod 0640 "$root$1"
    ! live || chgrp "$2" "$root$1"
}

write_files() {
    say "writing $root$etc and the units in $root/etc/systemd/system"
    put sysusers.conf /etc/sysusers.d/screenpop-relay.conf 0644
    ! live || systemd-sysusers screenpop-relay.conf
    credentials=/run/credentials/screenpop-relay.service
    password=$(redis_password)
    umask 027
    mkdir -p "$root$etc"
    chmod 0755 "$root$etc"
    "$here/render.sh" "$root$etc" domain="$domain" certificate=$credentials/fullchain.pem key=$credentials/privkey.pem \
        workers="$workers" redis_memory="$memory" redis_password="$password" hook_rate="$hook_rate"
    umask 022
    restrict $etc/nginx.conf screenpop-relay
    restrict $etc/redis.conf screenpop-relay-redis
    chmod 0644 "$root$etc/relay.js" "$root$etc/listen.conf"
    for unit in $units; do
        put "systemd/$unit.service.in" "/etc/systemd/system/$unit.service" 0644
    done
    put logrotate.conf /etc/logrotate.d/screenpop-relay 0644
    write_renewal_hook
    write_exporters
    write_feed
}

write_renewal_hook() {
    hook=/etc/letsencrypt/renewal-hooks/deploy/screenpop-relay
    rm -f "$root$hook"
    [ "$own_certificate" = yes ] || put renewed.sh.in $hook 0755
}

write_exporters() {
    [ "$metrics" = yes ] || return 0
    printf 'REDIS_ADDR=redis://127.0.0.1:16379\nREDIS_PASSWORD=%s\n' "$password" >"$root$etc/redis-exporter.env"
    chmod 0600 "$root$etc/redis-exporter.env"
    for unit in $exporters; do
        put "systemd/$unit.service.in" "/etc/systemd/system/$unit.service" 0644
    done
}

# The feed's two secrets are made once. Its administrator adds what it signs in with.
write_feed() {
    [ "$feed" = yes ] || return 0
    put feed.sysusers.conf /etc/sysusers.d/screenpop-feed.conf 0644
    ! live || systemd-sysusers screenpop-feed.conf
    put systemd/screenpop-feed.service.in /etc/systemd/system/screenpop-feed.service 0644
    ! live || install -d -m 0700 -o screenpop-feed -g screenpop-feed /var/lib/screenpop-feed
    [ ! -e "$root$etc/feed.env" ] || return 0
    (
        umask 077
        printf 'SCREENPOP_FEED_SECRET=%s\nSCREENPOP_RELAY_SECRET=%s\n' "$(new_secret)" "$(new_secret)" >"$root$etc/feed.env"
    )
}

new_secret() { openssl rand -base64 32 | tr '+/' '-_' | tr -d '='; }

# ---- start -----------------------------------------------------------------------------------------------------

start() {
    live || return 0
    systemctl daemon-reload
    started=$units
    [ "$metrics" = no ] || started="$started $exporters"
    [ "$feed" = no ] || started="$started screenpop-feed"
    say "starting $started"
    # shellcheck disable=SC2086
    systemctl enable --quiet $started
    # shellcheck disable=SC2086
    systemctl restart $started || fail "the relay does not start: journalctl -u screenpop-relay -u screenpop-relay-redis"
}

check_health() {
    live || return 0
    tries=20
    until curl -fsSk --max-time 5 --resolve "$domain:443:127.0.0.1" "https://$domain/health" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || fail "the relay does not answer well: journalctl -u screenpop-relay -u screenpop-relay-redis"
        sleep 0.5
    done
    say "it works. From another machine, check: curl https://$domain/health"
    say "desktops use it with: screenpop config set delivery.kind relay"
    say "                      screenpop config set delivery.relay.url https://$domain"
}

# ---- removal ---------------------------------------------------------------------------------------------------

remove() {
    say "removing the relay; messages that wait are lost"
    for unit in $exporters screenpop-feed screenpop-relay screenpop-relay-redis; do
        ! live || systemctl disable --quiet --now "$unit.service" 2>/dev/null || true
        rm -f "$root/etc/systemd/system/$unit.service"
    done
    ! live || systemctl daemon-reload
    rm -rf "$root$etc" "$root/var/lib/screenpop-relay" "$root/var/lib/screenpop-relay-redis" \
        "$root/var/lib/screenpop-feed" "$root/var/log/screenpop-relay"
    rm -f "$root/etc/logrotate.d/screenpop-relay" "$root/etc/sysusers.d/screenpop-relay.conf" \
        "$root/etc/sysusers.d/screenpop-feed.conf" \
        "$root/etc/letsencrypt/renewal-hooks/deploy/screenpop-relay"
    if live; then
        for user in screenpop-relay screenpop-relay-redis screenpop-feed; do
            ! id "$user" >/dev/null 2>&1 || userdel "$user"
        done
    fi
    say "the packages and the certificate stay (apt-get purge, certbot delete)"
}

read_options "$@"
if [ "$uninstall" = yes ]; then
    check_machine
    remove
    exit 0
fi
check_options
check_machine
install_packages
get_certificate
write_files
start
check_health
