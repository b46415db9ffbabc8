"""The top floor: settings, addresses, home page, health; it puts the lower floors together and nobody imports it."""
