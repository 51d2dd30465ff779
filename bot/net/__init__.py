"""What lies on every way in and out: the HTTP session, JSON, retries, breakers and pace; doors, gates and turns."""
