"""What stands between a request and a page: its body, its pairing, the rate limit, the headers of
the answer.
"""
