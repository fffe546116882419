from django.urls import path

from network.events import pages, registering

ONE = "<slug:slug>/"
MEETING, TRAINING = {"is_training": False}, {"is_training": True}

urlpatterns = [
    path("meetings/", pages.meeting_list, name="meeting-list"),
    path("meetings/calendar.ics", pages.calendar, MEETING, name="meeting-calendar"),
    path(f"meetings/{ONE}", pages.event_detail, MEETING, name="meeting-detail"),
    path(f"meetings/{ONE}register/", registering.event_register, name="event-register"),
    path(f"meetings/{ONE}event.ics", pages.event_calendar, name="event-calendar"),
    path("trainings/", pages.training_list, name="training-list"),
    path("trainings/calendar.ics", pages.calendar, TRAINING, name="training-calendar"),
    path(f"trainings/{ONE}", pages.event_detail, TRAINING, name="training-detail"),
    path(f"trainings/{ONE}register/", registering.event_register, name="training-event-register"),
    path(f"trainings/{ONE}event.ics", pages.event_calendar, name="training-event-calendar"),
    path("registrations/<str:token>/", registering.registration, name="registration"),
    path(
        "registrations/<str:token>/event.ics",
        registering.registration_calendar,
        name="registration-calendar",
    ),
]
