"""The list of a queue: sought where all forms keep what they share, shown as the form has it."""

from django.contrib.admin.views.main import ChangeList

from applications.models import Application


class QueueList(ChangeList):
    """Find, count and order the applications in one table; fetch those of the page whole.

    Joined, the two tables of a form cost several times as much: its answers are long.
    """

    def get_queryset(self, request, exclude_parameters=None):
        form = self.model_admin.queue_of
        self.root_queryset = Application.objects.for_staff().filter(form=form)
        return super().get_queryset(request, exclude_parameters)

    def get_results(self, request):
        super().get_results(request)
        keys = list(self.result_list.values_list("pk", flat=True))
        self.result_list = self.model_admin.rows_of(request, keys)
