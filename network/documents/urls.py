from django.urls import path

from network.documents import pages

urlpatterns = [
    path("documents/", pages.document_list, name="document-list"),
    path("documents/files/<int:pk>/<str:name>", pages.document_file, name="document-file"),
    path("documents/<slug:slug>/", pages.document_detail, name="document-detail"),
]
