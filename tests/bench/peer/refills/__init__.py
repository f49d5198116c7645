"""The peer's queue of refill requests: the same list, filters and decisions, as Django's admin gives them."""
