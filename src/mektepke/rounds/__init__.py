"""What runs by itself: the morning's round, backup, restore."""
