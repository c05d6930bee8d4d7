"""The settings' edge: `config.toml` and `body.toml`, from TOML to frozen values and back."""

from .dumper import dump_body, dump_config
from .loader import LoadedConfig, load, own_folder, settings_of

__all__ = ["LoadedConfig", "dump_body", "dump_config", "load", "own_folder", "settings_of"]
