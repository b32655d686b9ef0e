"""The gRPC door: request messages to operations, results to reply messages."""
