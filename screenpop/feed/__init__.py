"""The presence feed: what one service tells all desks of an office about who can be reached."""
