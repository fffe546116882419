"""What the public reads of a project or a plan."""

from django.db.models import F

from network.models import Document, Partner, Project, Proposal
from platforms.models import Platform


def entries():
    """Return the public projects and plans as rows, the latest first."""
    shown = ("kind", "first_year", "last_year", "takes_proposals_until")
    return Project.objects.public().as_entries(*shown).latest_first()


def platforms_of(project):
    """Return the platforms of the registry that take part."""
    listed = Platform.objects.listed().filter(projects=project).by_place()
    return listed.select_related("territory", "collective_actor").only(
        "slug",
        "local_name",
        "territory__name",
        "territory__country",
        "collective_actor__name",
    )


def partners_of(project):
    return Partner.objects.public().filter(projects=project).order_by("slug").as_entries()


def documents_of(project):
    found = Document.objects.public().filter(projects=project)
    shown = found.as_entries("kind", "adopted_on", "year")
    return shown.order_by(F("adopted_on").desc(nulls_last=True), "-year", "pk")


def taken_up(project):
    """Return the proposals that were taken up, without a word of who wrote them."""
    return (
        Proposal.objects.filter(project=project)
        .taken_up()
        .select_related("member")
        .only(
            "title",
            "language",
            "answered_at",
            "member__name",
            "member__category",
            "member__is_public",
        )
    )
