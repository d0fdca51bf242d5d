"""The smallest qasync program that shows a prepared window on POST: what ScreenPop's cards are measured against.

It prints its port. A post with the word "ended" hides the window again.
"""

import asyncio
import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from qasync import QEventLoop

FLAGS = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint


def prepared() -> QLabel:
    window = QLabel("David Ward\n(613) 324-6100\nOttawa, ON")
    window.setWindowFlags(FLAGS)
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    window.setGeometry(40, 120, 384, 200)
    window.setMargin(16)
    window.create()
    return window


async def read_post(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    return await reader.readexactly(length)


async def serve() -> None:
    window = prepared()

    async def post(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if b'"ended"' in await read_post(reader):
            window.hide()
        else:
            window.show()
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(post, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


with QEventLoop(QApplication(sys.argv)) as loop:
    loop.run_until_complete(serve())
