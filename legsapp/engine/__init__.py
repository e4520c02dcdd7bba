"""What is true: pure functions over a frozen KnowledgeBase. No Django, no input or output."""
