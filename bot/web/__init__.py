"""What a browser and an orchestrator see: pages, probes and metrics; and the server behind which all requests come."""
