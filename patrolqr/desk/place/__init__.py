"""The place's page: everything that is known of one square or patrol area."""
