from tests.faults.conftest import _machine

__all__ = ["_machine"]
