"""What a real server answered to scenarios of our own, and whether the engine answers the same.

`python -m tests.recordings record` sends the scenarios to the empty server at WEAVIATE_TEST_URL
and WEAVIATE_TEST_GRPC_PORT and writes a file for each; `compare` sends them to both and prints
where they differ, without writing.
"""
