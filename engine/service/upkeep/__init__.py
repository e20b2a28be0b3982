"""What those who look after a Rutin see to: that it is whole, that it can write, that it is copied, and what waits in it."""
