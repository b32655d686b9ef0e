"""An engine that answers as Weaviate does, in this process.

`Engine` takes the messages of the gRPC door and the requests of the REST door. It imports the
wire layer and nothing else of the package.
"""
