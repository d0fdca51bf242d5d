"""Who is calling: numbers as people read them, where they belong, and the names of colleagues."""
