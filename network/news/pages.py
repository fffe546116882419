"""The public pages of news: the list, of one subject or one year, and the articles."""

from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from network.models import Article
from network.news.subject import subject_of
from network.translated import columns_of
from platforms.models import Platform
from territories.conditional import by_version
from territories.models import Territory
from together_site.paging import page_of

A_PAGE = 20
SHOWN = [
    "slug",
    *columns_of("title", "summary", "body"),
    "published_on",
    "withdrawn_on",
    "is_sample",
    "source_url",
    "changed_at",
]


@by_version
def article_list(request):
    """List the news by day, the latest first: all, or those of a subject or of a year."""
    subject = subject_of(request.GET)
    articles = subject.articles()
    years = [day.year for day in articles.dates("published_on", "year", order="DESC")]
    year = request.GET.get("year")
    year = int(year) if year in map(str, years) else None
    if year:
        articles = articles.filter(published_on__year=year)
    entries = articles.as_entries("published_on")
    page = page_of(entries, request.GET.get("page"), size=A_PAGE)
    query = "&".join(filter(None, [subject.query, f"year={year}" if year else ""]))
    context = {
        "subject": subject,
        "page": page,
        "years": years if len(years) > 1 else [],
        "year": year,
        "query": query,
    }
    if page.object_list:
        context["changed_at"] = max(article.changed_at for article in page)
    return TemplateResponse(request, "network/news/list.html", context)


@by_version
def article_detail(request, slug):
    """Show an article with what it is about, and those before and after it."""
    article = get_object_or_404(Article.objects.public().only(*SHOWN), slug=slug)
    public = Article.objects.public().as_entries("published_on")
    context = {
        **context_of(article),
        "earlier": public.before(article).first(),
        "later": public.after(article).first(),
    }
    return TemplateResponse(request, "network/news/article.html", context)


def context_of(article):
    """Return what the page of an article shows of itself: of what it is about, what is listed."""
    is_kept = article.pk is not None
    return {
        "article": article,
        "platforms": is_kept
        and Platform.objects.listed().filter(articles=article).by_place().as_entries(),
        "territories": is_kept
        and Territory.objects.listed().filter(articles=article).by_name().as_entries(),
        "crumbs": [(reverse("network:article-list"), _("News"))],
        "changed_at": article.changed_at,
    }
