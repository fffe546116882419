"""What staff find an application to open a platform by."""

from applications import finding


def kept(application):
    """Return its reference, its places, who applies and takes part, and both addresses, folded."""
    listed = application.listed_territory
    return finding.kept(
        application.reference,
        application.title,
        application.territory_name,
        application.territory_area,
        application.territory_parent,
        listed.name if listed else "",
        application.actor_name,
        application.local_name,
        *application.participants.order_by("pk").values_list("name", flat=True),
        addresses=(application.email, application.second_email),
    )
