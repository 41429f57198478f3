"""A typed client of Đầu Mối that needs nothing but Python's own library."""

from daumoi_client.client import Client, Refused

__all__ = ["Client", "Refused"]
