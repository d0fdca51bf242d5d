"""Where contacts come from: files, address books on servers, the office's own colleagues, and the user's programs."""
