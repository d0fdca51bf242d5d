#!/bin/sh
# render.sh DIR NAME=VALUE...  writes nginx.conf, listen.conf, redis.conf and relay.js into DIR.
#
# What is served where:  listen=ADDRESS:PORT for plain HTTP (on the loopback address only), or domain= with certificate= and key=
# Who works:             user= (empty: whoever starts nginx), workers=, modules= (where nginx's modules are)
# Where things are:      pid=, error_log=, access_log=, redis_data=, redis=HOST:PORT, redis_bind=, redis_password=, inner_port=
# How much:              redis_memory= (megabytes), open_files=, kept_for=, streams_per_address=,
#                        hook_rate= (posts a second to one hook)
set -eu

# The defaults suit the relay on its own machine; install.sh, run.py and the container say what differs.
user=""
workers=2
modules=/usr/lib/nginx/modules
pid=/run/screenpop-relay/nginx.pid
error_log=stderr
access_log=/var/log/screenpop-relay/access.log
listen=""
domain=""
certificate=""
key=""
redis=127.0.0.1:16379
redis_bind=127.0.0.1
redis_data=/var/lib/screenpop-relay-redis
redis_password=""
redis_memory=256
inner_port=18081
open_files=65536
kept_for=1h
streams_per_address=4000
hook_rate=20

fail() {
    echo "render.sh: $1" >&2
    exit 2
}

into=${1:?"the folder to write into"}
shift
for setting in "$@"; do
    name=${setting%%=*}
    value=${setting#*=}
    case $value in
        *[!A-Za-z0-9./:_-]*) fail "$name has a character that does not belong into a configuration: $value" ;;
    esac
    case $name in
        user) user=$value ;;
        workers) workers=$value ;;
        modules) modules=$value ;;
        pid) pid=$value ;;
        error_log) error_log=$value ;;
        access_log) access_log=$value ;;
        listen) listen=$value ;;
        domain) domain=$value ;;
        certificate) certificate=$value ;;
        key) key=$value ;;
        redis) redis=$value ;;
        redis_bind) redis_bind=$value ;;
        redis_data) redis_data=$value ;;
        redis_password) redis_password=$value ;;
        redis_memory) redis_memory=$value ;;
        inner_port) inner_port=$value ;;
        open_files) open_files=$value ;;
        kept_for) kept_for=$value ;;
        streams_per_address) streams_per_address=$value ;;
        hook_rate) hook_rate=$value ;;
        *) fail "there is no setting $name" ;;
    esac
done

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
mkdir -p "$into"

fill() {
    sed -e "s|@user@|${user:+user $user;}|" \
        -e "s|@workers@|$workers|" \
        -e "s|@modules@|$modules|" \
        -e "s|@pid@|$pid|" \
        -e "s|@error_log@|$error_log|" \
        -e "s|@access_log@|$access_log|" \
        -e "s|@redis@|$redis|" \
        -e "s|@redis_bind@|$redis_bind|" \
        -e "s|@redis_port@|${redis##*:}|" \
        -e "s|@redis_data@|$redis_data|" \
        -e "s|@redis_password@|${redis_password:+nchan_redis_password $redis_password;}|" \
        -e "s|@redis_requirepass@|${redis_password:+requirepass $redis_password}|" \
        -e "s|@redis_memory@|${redis_memory}mb|" \
        -e "s|@shared_memory@|$((redis_memory * 2))m|" \
        -e "s|@inner_port@|$inner_port|" \
        -e "s|@open_files@|$open_files|" \
        -e "s|@kept_for@|$kept_for|" \
        -e "s|@streams_per_address@|$streams_per_address|" \
        -e "s|@hook_rate@|$hook_rate|" \
        -e "s|@hook_burst@|$((hook_rate * 5))|" \
        "$here/$1.in" >"$into/$1.new"
    mv "$into/$1.new" "$into/$1"
}

listening() {
    if [ -n "$listen" ]; then
        echo "listen $listen;"
        return
    fi
    if [ -z "$domain" ] || [ -z "$certificate" ] || [ -z "$key" ]; then
        fail "say listen=, or domain=, certificate= and key="
    fi
    echo "listen 443 ssl;"
    [ ! -e /proc/net/if_inet6 ] || echo "listen [::]:443 ssl;"
    cat <<END
server_name $domain;
ssl_certificate $certificate;
ssl_certificate_key $key;
ssl_protocols TLSv1.2 TLSv1.3;
ssl_session_cache shared:tls:10m;
ssl_session_tickets off;
END
}

fill nginx.conf
fill redis.conf
listening >"$into/listen.conf"
cp "$here/relay.js" "$into/relay.js"
