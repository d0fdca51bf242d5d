#!/bin/sh
# container.sh relay | redis: writes the configuration and becomes nginx or Redis. Settings come from the environment.
set -eu

: "${REDIS_PASSWORD:?a long random password, the same for both containers}"
: "${REDIS_MEMORY:=256}"
into=/run/relay

case ${1-} in
    redis)
        mkdir -p "$into"
        /relay/render.sh "$into" listen=127.0.0.1:8080 redis_bind=0.0.0.0 redis_data=/data redis_memory="$REDIS_MEMORY" \
            redis_password="$REDIS_PASSWORD"
        exec redis-server "$into/redis.conf"
        ;;
    relay)
        mkdir -p "$into/tmp"
        /relay/render.sh "$into" domain="${DOMAIN:?the relay\'s name}" user=www-data workers="${WORKERS:-2}" \
            certificate=/certificate/fullchain.pem key=/certificate/privkey.pem pid="$into/nginx.pid" \
            error_log=stderr access_log=/dev/stdout redis="${REDIS:-redis:16379}" redis_memory="$REDIS_MEMORY" \
            redis_password="$REDIS_PASSWORD"
        exec nginx -e stderr -p "$into" -c "$into/nginx.conf"
        ;;
    *)
        echo "container.sh: say relay or redis" >&2
        exit 2
        ;;
esac
