"""Read by Django for `fi` (FORMAT_MODULE_PATH): its own puts "kello" before every time."""

DATETIME_FORMAT = r"j. E Y \k\l\o G.i"
SHORT_DATETIME_FORMAT = r"j.n.Y G.i"
