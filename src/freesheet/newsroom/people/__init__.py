"""Who is here and what they are, for administrators; and the page that an invitation opens."""
