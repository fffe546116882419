"""Posts in the bodies of the network: who holds them, and how one is given."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from membership.models import Member, Post, PostHolder
from membership.roll_drawing import category_on
from membership.workflow import Category
from moves.services import MoveRefused
from together_site.text import listed


def holders_on(day):
    """Return who holds which post on a day, by body and post, in one query."""
    related = ("post__body", "member", "representative")
    return PostHolder.objects.on(day).select_related(*related).in_order()


def vacant_on(day):
    """Return the posts that nobody holds on a day, in the order of their bodies."""
    held = PostHolder.objects.on(day).values("post")
    posts = Post.objects.exclude(pk__in=held).select_related("body")
    return posts.order_by("body__position", "position", "pk")


@transaction.atomic
def give(*, post, member, by, starts_on, representative=None, **given):
    """Write down that a member holds a post from a day on. Returns the holder.

    ``given`` has ``person_name``, ``person_function``, ``ends_on`` and ``elected_by``; the person
    is the ``representative`` where there is one. Raises ``MoveRefused`` where the body does not
    admit the member's category on that day, or another member holds the post in these days.
    """
    Post.objects.select_for_update().get(pk=post.pk)
    _check_days(starts_on, given.get("ends_on"))
    category = Member.objects.filter(pk=member.pk).values_list(category_on(starts_on)).get()[0]
    refusal = _not_admitted(post.body, category, starts_on)
    if refusal:
        raise MoveRefused(refusal)
    if representative:
        if representative.member_id != member.pk:
            raise MoveRefused(_("This person does not represent that member."))
        given["person_name"] = representative.name
        given["person_function"] = representative.function
    with _told():
        return PostHolder.objects.create(
            post=post,
            member=member,
            representative=representative,
            starts_on=starts_on,
            recorded_by=by,
            **given,
        )


def _not_admitted(body, category, day):
    """Return in words why a member of a category may not sit in a body on a day, or nothing."""
    admitted = body.admitted_on(day)
    if category in admitted:
        return ""
    words = {
        "body": body,
        "day": date_format(day),
        "category": Category(category).label,
        "admitted": listed(Category(name).label for name in admitted) or _("nobody"),
    }
    return (
        _("On %(day)s the member is “%(category)s”. “%(body)s” then admits: %(admitted)s.") % words
    )


@transaction.atomic
def end(holder, *, ends_on):
    """Write down the last day on which a member holds a post; the row stays.

    Raises ``MoveRefused`` for a day before the first, or in the days of who follows.
    """
    holder = PostHolder.objects.select_for_update().get(pk=holder.pk)
    _check_days(holder.starts_on, ends_on)
    holder.ends_on = ends_on
    with _told():
        holder.save(update_fields=["ends_on", "changed_at"])
    return holder


def _check_days(starts_on, ends_on):
    if ends_on and ends_on < starts_on:
        raise MoveRefused(_("The last day is not before the first."))


@contextmanager
def _told():
    """Tell a person that the post is taken in these days."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != "post_has_one_holder_at_a_time":
            raise
        words = _("Another member holds this post in these days: enter its last day first.")
        raise MoveRefused(words) from error
