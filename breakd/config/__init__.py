"""The settings' edge: `config.toml` and `body.toml`, from TOML to frozen values and back."""

from .reading import Loaded, load
from .writing import show, show_body

__all__ = ["Loaded", "load", "show", "show_body"]
