"""The app package: what Teams accepts, what it shows, and what packing refuses."""
