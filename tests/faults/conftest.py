import pytest


@pytest.fixture(autouse=True)
def _machine(monkeypatch, tmp_path):
    monkeypatch.setenv("SCREENPOP_CLIENT_SECRET", "demo")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
