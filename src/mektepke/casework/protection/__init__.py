"""The way of protection: without the family, the head, volunteers and the group."""
