"""The notices about roles, and about the passwords and second factors that roles hang on."""

from __future__ import annotations

from .notice import N_, NoticeType

_BODY = "organization.read"

CREDENTIALS: tuple[NoticeType, ...] = (
    NoticeType(
        "role:granted",
        duty=False,
        subject=N_("You have a role for {body}: {role}"),
        body=N_(
            "You were given the role “{role}” for {body}.\n\n"
            "You need do nothing. If this looks wrong, tell an administrator of {body}."
        ),
        page=_BODY,
    ),
    NoticeType(
        "role:revoked",
        duty=False,
        subject=N_("Your role for {body} has ended: {role}"),
        body=N_(
            "You no longer have the role “{role}” for {body}.\n\n"
            "You need do nothing. If this looks wrong, tell an administrator of {body}."
        ),
        page=_BODY,
    ),
    NoticeType(
        "role:unconfirmed",
        duty=True,
        subject=N_("Please confirm a role at {body}: {role}"),
        body=N_(
            "An administrator of this site gave somebody the role “{role}” for {body}. Until it is "
            "confirmed, nobody can sign or collect data with it.\n\n"
            "Please confirm the role or end it.\n\n"
            "You get this because you are an administrator of {body}."
        ),
        page=_BODY,
    ),
    NoticeType(
        "role:reconfirm",
        duty=True,
        subject=N_("Please confirm again who signs for {body}: {role}"),
        body=N_(
            "Somebody set a new password or address for a person with the role “{role}” of "
            "{body}, or removed their second factor. Until the role is confirmed again, nobody "
            "can sign with it.\n\n"
            "Please ask the person whether they know of it. Then confirm the role or end it. "
            "Whoever made the change cannot confirm it.\n\n"
            "You get this because you are an administrator of {body}."
        ),
        page=_BODY,
    ),
    NoticeType(
        "second_factor:enrolled",
        duty=True,
        subject=N_("You set up a second factor"),
        body=N_(
            "An authenticator app was set up for your account. You need its codes to sign.\n\n"
            "Please change your password now, and tell an administrator of your body, if that was "
            "not you."
        ),
    ),
    NoticeType(
        "second_factor:removed",
        duty=True,
        subject=N_("Your second factor was removed"),
        body=N_(
            "The authenticator app and the recovery codes of your account count no more.\n\n"
            "Please set up an app to sign again. If you did not ask for this, tell an "
            "administrator of your body."
        ),
    ),
    NoticeType(
        "second_factor:recovery_used",
        duty=True,
        subject=N_("A recovery code of yours was used"),
        body=N_(
            "Somebody confirmed with your password and a recovery code instead of your app.\n\n"
            "Please change your password now, and tell an administrator of your body, if that was "
            "not you. If you lost your app, set it up anew."
        ),
    ),
)
