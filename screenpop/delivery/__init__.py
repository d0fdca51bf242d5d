"""How a post from the phone system gets to this desktop: one class a way, one small protocol for all."""
