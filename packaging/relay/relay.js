// The relay's own logic: who reads which channel, and what is stored for a post. njs 0.7.9 and newer.
import crypto from 'crypto';

function hash(text) {
    return crypto.createHash('sha256').update(text).digest('base64url');
}

// The channel of whoever shows a secret: base64url(sha256(its ASCII)); '' if there is no well-formed one.
function ownChannel(r) {
    var bearer = /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(r.headersIn.Authorization || '');
    return bearer ? hash(bearer[1]) : '';
}

// The board of whoever shows a feed's secret. The hash of that is the secret of those who read it: it opens the board
// for reading, and nobody gets from it to the secret that writes.
function ownBoard(r) {
    var reading = ownChannel(r);
    return reading ? hash(reading) : '';
}

// The status for the sender: 204 only when nchan says that the message is stored (201 and 202).
async function store(r, channel, message) {
    try {
        var reply = await r.subrequest('/_store/' + channel, { method: 'POST', body: message });
        return reply.status == 201 || reply.status == 202 ? 204 : 503;
    } catch (e) {
        r.error('A message could not be stored: ' + e);
        return 503;
    }
}

// The body in base64, '' if there is none, null if nginx had to put it into a file (a chunked one, absurdly framed).
function bodyOf(r) {
    try {
        var body = r.requestBuffer;
        return body && body.length ? body.toString('base64') : '';   // njs 0.7.9: an empty one must not be touched
    } catch (e) {
        return null;
    }
}

// One line of ASCII, in which every byte of the body and the time of its arrival survive server-sent events.
function envelope(r, body) {
    var message = JSON.stringify({
        v: 1,
        t: Date.now(),
        type: (r.headersIn['Content-Type'] || '').slice(0, 100),
        body_b64: body
    });
    return message.replace(/[^\x20-\x7e]/g, c => '\\u' + ('000' + c.charCodeAt(0).toString(16)).slice(-4));
}

async function publish(r) {
    await publishTo(r, 'hook/' + r.variables.hook);
}

async function publishBoard(r) {
    await publishTo(r, 'board/' + ownBoard(r));
}

async function publishTo(r, channel) {
    if (r.method != 'POST') {
        r.headersOut.Allow = 'POST';
        r.return(405);
        return;
    }
    var body = bodyOf(r);
    var status = body === null ? 413 : await store(r, channel, envelope(r, body));
    r.return(status);
}

// Says whether a message can be stored just now, by storing one.
async function health(r) {
    var status = await store(r, 'health', 'ok');
    r.headersOut['Cache-Control'] = 'no-store';
    r.return(status == 204 ? 200 : 503, status == 204 ? 'ok\n' : 'Messages cannot be stored: Redis does not answer.\n');
}

// nchan's status page ("name: value" a line) as Prometheus reads it. No exporter knows that page.
async function metrics(r) {
    var page = await r.subrequest('/nchan_status');
    var samples = page.responseText.split('\n').map(sample).filter(line => line);
    r.headersOut['Content-Type'] = 'text/plain; version=0.0.4';
    r.return(page.status, samples.join('\n') + '\n');
}

function sample(line) {
    var parts = /^([a-z][a-z ]*): (\d+)(K?)$/i.exec(line);
    if (!parts) return '';
    var name = 'nchan_' + parts[1].toLowerCase().replace(/ /g, '_');
    return parts[3] ? name + '_bytes ' + parts[2] * 1024 : name + ' ' + parts[2];
}

export default { ownChannel, ownBoard, publish, publishBoard, health, metrics };
