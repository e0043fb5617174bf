"""What anybody reads: a compound's public pages and its Atom feed, from what is published and nothing else."""
