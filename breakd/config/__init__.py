"""The settings' edge: `config.toml` and `body.toml`, from TOML to frozen values and back."""

from .reading import Loaded, load, own_folder
from .writing import show, show_body

__all__ = ["Loaded", "load", "own_folder", "show", "show_body"]
