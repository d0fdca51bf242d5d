"""What was: the journal of raw messages, the calls, and the agent's notes."""
