#!/bin/sh
# try-install.sh [SUITE]  tries install.sh on a clean Debian (bookworm by default) that runs systemd, in a container that
# is made for it and thrown away, and runs the tests of the relay against what was installed, where `make setup` was
# done. Needs root, debootstrap, systemd-container, port 443 and a Debian mirror: the one of this machine.
set -eu

suite=${1:-bookworm}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(mktemp -d)
chmod 0755 "$root"
trap 'rm -rf "$root"' EXIT
mirror=$(sed -n 's/^URIs: *//p; s/^deb \(http[^ ]*\).*/\1/p' /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null |
    head -1)

echo "Making a clean $suite."
debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,ca-certificates "$suite" "$root" "$mirror" >/dev/null
cp -R "$here" "$root/relay"
cp /etc/resolv.conf "$root/etc/resolv.conf"

cat >"$root/relay/try" <<'END'
#!/bin/sh
# Runs in the container. A step that fails ends it.
set -eux
relay="curl -sk --resolve relay.example.org:443:127.0.0.1 https://relay.example.org"
hook=$(head -c 32 /dev/zero | tr '\0' a | base64 | tr -d =)
status() { curl -sk -o /dev/null -w '%{http_code}' --resolve relay.example.org:443:127.0.0.1 "https://relay.example.org$@"; }
apt-get update -q >/dev/null
apt-get install -q -y --no-install-recommends openssl >/dev/null
openssl req -x509 -newkey rsa:2048 -nodes -days 9 -subj /CN=relay.example.org \
    -addext subjectAltName=DNS:relay.example.org -keyout /root/key.pem -out /root/certificate.pem 2>/dev/null
cd /relay
install="./install.sh --domain relay.example.org --certificate /root/certificate.pem --key /root/key.pem --metrics"
$install
systemctl is-active screenpop-relay screenpop-relay-redis screenpop-relay-nginx-exporter screenpop-relay-redis-exporter
for service in nginx redis-server prometheus-nginx-exporter prometheus-redis-exporter; do
    [ "$(systemctl is-active $service || true)" = inactive ]
    [ "$(systemctl is-enabled $service)" = disabled ]
done
[ "$(status "/hook/$hook" -d hello)" = 204 ]
[ "$($relay/health)" = ok ]
curl -s 127.0.0.1:18081/metrics | grep -q '^nchan_subscribers 0'
curl -s 127.0.0.1:19113/metrics | grep -q '^nginx_up 1'
curl -s 127.0.0.1:19121/metrics | grep -q '^redis_up 1'
cp -R /etc/screenpop-relay /root/before
$install
diff -r /root/before /etc/screenpop-relay
logrotate -f /etc/logrotate.d/screenpop-relay
[ "$(status "/hook/$hook" -d hello)" = 204 ]
[ -z "$(grep -r "$hook" /var/log/screenpop-relay || true)" ]
touch /relay/installed
until [ -e /relay/tested ]; do sleep 1; done
systemctl stop screenpop-relay-redis
[ "$(status "/hook/$hook" -d hello)" = 503 ]
systemctl start screenpop-relay-redis
for service in screenpop-relay screenpop-relay-redis; do
    kill -9 "$(systemctl show -p MainPID --value $service)"
    until [ "$(status /health)" = 200 ]; do sleep 1; done
done
./install.sh --uninstall
[ -z "$(find /etc /var /run /usr -xdev -name '*screenpop*')" ]
echo well >/relay/result
END
cat >"$root/etc/systemd/system/try.service" <<'END'
[Service]
ExecStart=/bin/sh -c 'sh /relay/try >/relay/said 2>&1; systemctl poweroff'
[Install]
WantedBy=multi-user.target
END
ln -s ../try.service "$root/etc/systemd/system/multi-user.target.wants/try.service"

# The container shares this machine's network; only the tests know the relay's name.
run_tests() {
    cp "$root/root/certificate.pem" "$root/relay/certificate.pem"
    printf '127.0.0.1 localhost relay.example.org\n' >"$root/relay/hosts"
    cd "$here/../.."
    RELAY_UNDER_TEST=https://relay.example.org SSL_CERT_FILE=$root/relay/certificate.pem unshare --mount sh -c \
        "mount --bind '$root/relay/hosts' /etc/hosts && exec .venv/bin/python -m pytest -q -p no:cacheprovider tests/relay"
}

echo "Trying install.sh in it."
timeout 900 systemd-nspawn --quiet --register=no --keep-unit --link-journal=no --boot -D "$root" >/dev/null 2>&1 &
container=$!
tests=well
until [ -e "$root/relay/installed" ] || ! kill -0 $container 2>/dev/null; do sleep 1; done
if [ -e "$root/relay/installed" ] && [ -x "$here/../../.venv/bin/python" ]; then
    echo "It is installed. Running the tests of the relay against it."
    (run_tests) || tests=badly
fi
touch "$root/relay/tested"
wait $container || true
[ "$(cat "$root/relay/result" 2>/dev/null)" = well ] || {
    tail -20 "$root/relay/said"
    exit 1
}
echo "It installs, works, comes back after crashes, and leaves nothing behind."
[ $tests = well ] || exit 1
