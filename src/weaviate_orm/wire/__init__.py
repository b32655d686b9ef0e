"""What goes over the wire: messages, codecs, JSON."""
