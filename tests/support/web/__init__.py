"""What tests of the HTTP edge share."""
