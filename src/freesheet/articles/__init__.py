"""Articles: columns, videos, visual aids and interviews."""
