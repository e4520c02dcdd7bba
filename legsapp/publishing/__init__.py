"""The way of the content: rows -> KnowledgeBase -> Release -> this process."""
