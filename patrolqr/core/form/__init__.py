"""The officer's form as data: one question, the questions asked, and the log that answers them."""
