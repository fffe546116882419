"""Pages in the admin."""

from django.contrib import admin

from network.editing.admin import ContentAdmin
from network.models import Page


@admin.register(Page)
class PageAdmin(ContentAdmin):
    pass
