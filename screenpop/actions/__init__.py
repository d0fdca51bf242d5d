"""What a call sets off: pages, programs, webhooks, the clipboard and files, by rules that people write."""
