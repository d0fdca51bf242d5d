"""Where things live: settings, state, secrets, log, the local socket, the single instance."""
