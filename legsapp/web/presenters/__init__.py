"""What a template prints: one property for each line of output, empty when there is nothing to say."""
