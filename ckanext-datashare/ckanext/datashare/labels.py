"""Permission labels."""

from typing import Any

from ckan.lib.plugins import DefaultPermissionLabels


def of_dataset(dataset_obj: Any) -> list[str]:
    return DefaultPermissionLabels().get_dataset_labels(dataset_obj)


def of_user(user_obj: Any) -> list[str]:
    return DefaultPermissionLabels().get_user_dataset_labels(user_obj)
