"""Read by Django for `sv` (FORMAT_MODULE_PATH): its own dates are ISO, as in Sweden and not in Finland."""

DATETIME_FORMAT = r"j F Y \k\l. G.i"
TIME_FORMAT = "G.i"
SHORT_DATE_FORMAT = "j.n.Y"
SHORT_DATETIME_FORMAT = r"j.n.Y G.i"
