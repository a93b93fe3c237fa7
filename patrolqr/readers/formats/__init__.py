"""One file per format that PatrolQR reads → READERS."""
