"""Floor 5: what people meet. The only floor that knows Flask; it shows, asks and calls ``work``."""
