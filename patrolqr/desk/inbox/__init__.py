"""What the Inbox page is made of."""
