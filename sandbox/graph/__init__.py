"""A pretend Microsoft Graph: calendars, online meetings, appointment links."""
