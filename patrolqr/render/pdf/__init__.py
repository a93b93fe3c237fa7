"""What is printed: the sheet, the debrief, their codes and small maps."""
