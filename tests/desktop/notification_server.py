"""A notification server on the session's bus, as a desktop has one. It writes what it was asked to standard output.

It runs as a program of its own: one JSON list a line, ["Notify", {…}] or ["CloseNotification", number]; what it reads,
one JSON list a line, are signals to send: ["ActionInvoked", number, key] or ["NotificationClosed", number, reason].
"""

import asyncio
import json
import sys

from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_method_return, new_signal
from jeepney.io.asyncio import DBusRouter, Proxy, open_dbus_connection

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
KEYS = ("app", "replaces", "icon", "title", "body", "actions", "hints", "timeout")
SIGNATURES = {"ActionInvoked": "us", "NotificationClosed": "uu"}


def say(*told):
    print(json.dumps(told), flush=True)


class Server:
    def __init__(self, connection, capabilities):
        self.connection, self.capabilities, self.last = connection, capabilities, 0

    async def answer(self, call):
        match call.header.fields.get(HeaderFields.member):
            case "GetCapabilities":
                await self.connection.send(new_method_return(call, "as", (self.capabilities,)))
            case "Notify":
                told = dict(zip(KEYS, call.body, strict=True))
                self.last += not told["replaces"]
                number = told["replaces"] or self.last
                say("Notify", {**told, "number": number, "signature": call.header.fields[HeaderFields.signature]})
                await self.connection.send(new_method_return(call, "u", (number,)))
            case "CloseNotification":
                say("CloseNotification", call.body[0])
                await self.connection.send(new_method_return(call))
                await self.signal("NotificationClosed", call.body[0], 3)

    async def signal(self, member, *told):
        emitter = DBusAddress(PATH, interface=NAME)
        await self.connection.send(new_signal(emitter, member, SIGNATURES[member], told))


async def main(capabilities):
    connection = await open_dbus_connection()
    async with DBusRouter(connection) as router:
        await Proxy(message_bus, router).RequestName(NAME)
    server = Server(connection, capabilities)
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)

    async def send_signals():
        async for line in reader:
            await server.signal(*json.loads(line))
        sys.exit()

    say("ready")
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(send_signals())
        while True:
            message = await connection.receive()
            if message.header.message_type is MessageType.method_call:
                await server.answer(message)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
