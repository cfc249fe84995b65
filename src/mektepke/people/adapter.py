"""How django-allauth behaves here: nobody signs up by themselves, and what it says is in our words."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class NoStrangers(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the head of a school or an administrator, never by whoever finds the address."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy(
            "This sign-in name and password do not fit together. Check both and try again. "
            "If you forgot the password, ask your head for a new code."
        ),
        "enter_current_password": gettext_lazy("This is not your password of today."),
        "incorrect_password": gettext_lazy("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed."""
        return False

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """A closed account is told so, and by whom it can be opened."""
        messages.error(request, _("This account is closed. Ask your head if that is a mistake."))
        return redirect("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """To the first page: there is nothing left to do about passwords."""
        return reverse("today")
