"""Collections on the server: making and dropping them."""
