"""Who may do what, on one page. Rights over pages and pictures are those that Wagtail gives these groups."""

ROLES = {"administrator": "", "editor": "Moderators", "writer": "Editors"}
"""Roles by the names that newsrooms use, and the Wagtail group that each one is. Administrators may do everything."""

MAY = {
    "Moderators": (
        "editions.change_publication",
        "sections.add_tag",
        "sections.change_tag",
        "simple_translation.submit_translation",
        "wagtailredirects.add_redirect",
        "wagtailredirects.change_redirect",
        "wagtailredirects.delete_redirect",
    ),
    "Editors": ("simple_translation.submit_translation",),
}
"""What a group may do beyond pages and pictures, as Django's ``app.codename``."""
