"""Networks inside TOGETHER: what each is, who coordinates it, what belongs to it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from membership.models.member import Member
from membership.networks.workflow import EDIT, MOVES, Came, NetworkKind, NetworkState, Role
from platforms.models import Platform
from territories.models import RaisesVersion, Territory
from territories.models.kept import Kept
from territories.models.parts import ParentsWithoutLoop, Reachable, language_tag, refuse_loop
from territories.workflow import ActorKind, TerritoryState
from together_site.text import LineField, ProseField

# An address that stands beside those of networks.
RESERVED_SLUGS = ("request",)
# What belongs to a network is one of these.
SORTS = ("territory", "platform", "member")
ONE_SORT = (
    Q(territory__isnull=False, platform=None, member=None)
    | Q(territory=None, platform__isnull=False, member=None)
    | Q(territory=None, platform=None, member__isnull=False)
)


class Topic(models.Model):
    """A topic of thematic networks, as staff keep them."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    name = LineField(_("name"), max_length=120)
    language = models.CharField(
        _("language of the name"),
        max_length=35,
        validators=[language_tag],
        default=settings.LANGUAGE_CODE,
    )
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        triggers = [RaisesVersion()]

    def __str__(self):
        return f"{self.number}. {self.name}"


class NetworkQuerySet(models.QuerySet):
    def public(self):
        return self.filter(state=NetworkState.PUBLIC)

    def of_coordinator(self, user):
        """Return those that a user coordinates; whoever lost the role coordinates none."""
        return self.filter(coordinators=user) if user.has_role(Role.COORDINATOR) else self.none()

    def by_name(self):
        return self.order_by("name", "pk")

    def as_entries(self):
        """Fetch what an entry of a list shows."""
        shown = ("name", "slug", "kind", "country", "actor_kind", "topic__number", "topic__name")
        return self.select_related("topic").only(*shown)

    def telling_whether_in(self, entry):
        """Annotate as ``is_in`` whether an entry, ``{"territory": …}`` or such, belongs to each."""
        rows = NetworkMembership.objects.filter(network=OuterRef("pk"), **entry)
        return self.annotate(is_in=Exists(rows))


class Network(Reachable, Kept):
    """A network inside TOGETHER, or TOGETHER itself.

    To the whole network belongs every member of TOGETHER: it has no entries of its own.
    """

    moves = MOVES
    edit_move = EDIT

    name = LineField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=NetworkKind.choices)
    country = CountryField(
        _("country"), blank=True, help_text=_("Of a national network; of a mixed one if it fits.")
    )
    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="networks",
        verbose_name=_("topic"),
        help_text=_("Of a thematic network; of a mixed one if it fits."),
    )
    actor_kind = models.CharField(
        _("kind of actor"),
        max_length=30,
        choices=ActorKind.choices,
        blank=True,
        help_text=_("Of a network by kind of actor; of a mixed one if it fits."),
    )
    description = ProseField(_("description"), max_length=4000, blank=True)
    description_language = models.CharField(
        _("language of the description"), max_length=35, blank=True, validators=[language_tag]
    )
    contact_email = models.EmailField(
        _("public contact address"),
        max_length=254,
        blank=True,
        help_text=_("Of an office or a role. Everybody sees it: no address of a person."),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    coordinators = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="networks",
        verbose_name=_("coordinators"),
        help_text=_("They keep this network in the admin, and see nothing else there."),
    )
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)
    source_url = models.URLField(_("source"), max_length=300, blank=True)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=NetworkState.choices,
        default=NetworkState.DRAFT,
        editable=False,
    )
    state_since = models.DateTimeField(
        _("in this state since"), default=timezone.now, editable=False
    )
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        constraints = [
            models.CheckConstraint(
                name="network_kind_is_known", condition=Q(kind__in=NetworkKind.values)
            ),
            models.CheckConstraint(
                name="network_state_is_known", condition=Q(state__in=NetworkState.values)
            ),
            models.CheckConstraint(
                name="network_actor_kind_is_known",
                condition=Q(actor_kind="") | Q(actor_kind__in=ActorKind.values),
            ),
            models.CheckConstraint(
                name="network_says_what_its_kind_needs",
                condition=Q(kind=NetworkKind.WHOLE, country="", topic=None, actor_kind="")
                | Q(kind=NetworkKind.NATIONAL, topic=None, actor_kind="") & ~Q(country="")
                | Q(kind=NetworkKind.THEMATIC, topic__isnull=False, country="", actor_kind="")
                | Q(kind=NetworkKind.ACTORS, topic=None, country="") & ~Q(actor_kind="")
                | Q(kind=NetworkKind.MIXED),
                violation_error_message=_(
                    "A national network has a country, a thematic one a topic, one by kind of "
                    "actor a kind of actor, and none of the others; the whole network has none."
                ),
            ),
            models.CheckConstraint(
                name="network_description_has_language",
                condition=Q(description="") | ~Q(description_language=""),
                violation_error_message=_("Say in which language the description is."),
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind=NetworkKind.WHOLE),
                name="network_whole_is_one",
                violation_error_message=_("There is one whole network already."),
            ),
        ]
        triggers = [ParentsWithoutLoop(), RaisesVersion()]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("membership:network-detail", args=[self.slug])

    @property
    def is_public(self):
        return self.state == NetworkState.PUBLIC

    @property
    def is_whole(self):
        return self.kind == NetworkKind.WHOLE

    def roles_of(self, by):
        """Return the roles in which a user stands to this network: a coordinator to their own."""
        roles = super().roles_of(by)
        if Role.COORDINATOR in roles and not self.coordinators.filter(pk=by.pk).exists():
            roles.discard(Role.COORDINATOR)
        return roles

    def clean(self):
        super().clean()
        refuse_loop(self, _("A network cannot be a part of itself."))
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This address is taken.")})


class NetworkMembershipQuerySet(models.QuerySet):
    def shown(self, on):
        """Return those whose entry is public on a day: listed, or a member in the directory."""
        return self.filter(
            Q(territory__state=TerritoryState.LISTED)
            | Q(platform__territory__state=TerritoryState.LISTED)
            | Q(member__in=Member.objects.shown(on).values("pk"))
        )

    def with_entries(self):
        """Fetch what is told of each entry."""
        return self.select_related(
            "territory", "platform__territory", "platform__collective_actor", "member"
        )

    def by_name(self):
        own = NullIf("platform__folded_local_name", models.Value(""))
        place = Coalesce("territory__folded_name", own, "platform__territory__folded_name")
        return self.order_by(Coalesce(place, "member__folded_name"), "pk")

    def newest(self):
        return self.order_by("-since", "-pk")


class NetworkMembership(models.Model):
    """That a territory, a platform or a member belongs to a network."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="memberships")
    territory = models.ForeignKey(
        Territory, on_delete=models.CASCADE, null=True, related_name="in_networks"
    )
    platform = models.ForeignKey(
        Platform, on_delete=models.CASCADE, null=True, related_name="in_networks"
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, null=True, related_name="in_networks"
    )
    since = models.DateTimeField(_("since"), default=timezone.now)
    came = models.CharField(_("how it came"), max_length=20, choices=Came.choices)

    objects = NetworkMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a network")
        verbose_name_plural = _("entries of networks")
        constraints = [
            models.CheckConstraint(name="network_entry_is_one_thing", condition=ONE_SORT),
            models.CheckConstraint(
                name="network_entry_came_somehow", condition=Q(came__in=Came.values)
            ),
            *[
                models.UniqueConstraint(fields=["network", sort], name=f"network_has_a_{sort}_once")
                for sort in SORTS
            ],
        ]
        indexes = [models.Index(fields=["network", "-since", "-id"], name="network_newest")]
        triggers = [RaisesVersion()]

    def __str__(self):
        return str(self.entry)

    @property
    def entry(self):
        """The territory, the platform or the member."""
        return self.territory or self.platform or self.member
