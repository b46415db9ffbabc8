"""What the house promises, as tests; the folders mirror the apps."""
