"""What holds for all tests: no display but the one a test starts, and nothing of the user who runs them."""

import os

from tests.secrecy import Secrecy

for name in [name for name in os.environ if name.startswith("SCREENPOP_")]:
    del os.environ[name]
for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"):
    os.environ.pop(name, None)
os.environ |= {
    "QT_QPA_PLATFORM": "offscreen",
    "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    "LC_ALL": "C.UTF-8",
}


def pytest_configure(config):
    config.pluginmanager.register(Secrecy())
