"""How queries, start, backup and a load grow with a force: 10⁵, 10⁶ and 10⁷ patrol logs and incidents."""
