"""Settings, root addresses and the `mektepke` command; nothing else."""
