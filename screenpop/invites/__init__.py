"""Invites: what an administrator sends, so that an agent types no address and only signs in."""
