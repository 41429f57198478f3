"""The bench: an invented country, the peer, this service and a hand-written floor side by side."""
