"""Staff's side: publishing a content folder, and the feed host that screens wait on."""
