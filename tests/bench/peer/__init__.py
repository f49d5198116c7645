"""The peer of the browser benchmark: Django's admin on the same tables, as a Django developer would set it up."""
