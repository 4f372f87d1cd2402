"""What to do about a projection: the same case asked again, a little different each time."""
