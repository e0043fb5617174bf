"""The roster 排片表: a month at a time, read from a sheet or set by hand, approved, published like all else."""
