"""The settings' edge: `config.toml` and `body.toml`, from TOML to frozen values and back."""

from .reading import Loaded, load, own_folder, settle
from .writing import show, show_body, show_changes

__all__ = ["Loaded", "load", "own_folder", "settle", "show", "show_body", "show_changes"]
