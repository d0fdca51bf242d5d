"""A stand-in Integrate with an invented office. It shares no code with our client, so that it cannot confirm our
misreadings. Sources: the vendor's Subscriptions page, its API description 1.9, and for what is not in it the older
1.8 descriptions and the official client; where none says, "assumed" stands beside it.
"""

from .simulator import Simulator

__all__ = ["Simulator"]
