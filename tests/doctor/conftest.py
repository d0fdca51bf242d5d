import pytest

from screenpop.simulator.simulator import Simulator
from tests.doctor.patient import Patient


@pytest.fixture
async def phone_system():
    simulator = Simulator()
    simulator.api_url = await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def desk(phone_system, tmp_path, monkeypatch):
    monkeypatch.setenv("SCREENPOP_CLIENT_SECRET", "demo")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    made = Patient(phone_system, phone_system.api_url, tmp_path / "profile")
    yield made
    await made.quit()
