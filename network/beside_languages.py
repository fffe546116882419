"""Addresses that stand in no language: pictures, what programs ask for, names of the old wiki."""

urlpatterns = []
