"""What has changed more than chance explains: one file per detector → DETECTORS."""
