"""What a browser and an orchestrator see: the sign-in pages, and health."""
