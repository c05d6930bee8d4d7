"""Why a quiet reason cannot be seen: for the log, `status` and `doctor`."""

NO_SOCKET = "no answer at {path} ({why})"
NOT_UNDERSTOOD = "what it answers cannot be understood"
CONNECTION_LOST = "the connection is lost"
NO_RUNTIME = "there is no XDG_RUNTIME_DIR"

OLD_SOUND_SERVER = "the sound server at {path} is older than 2011"
NOT_LET_IN = "the sound server at {path} refused the connection (error {why})"
ELSEWHERE = "the sound server is on another machine ({server})"
HANGS = "no answer within {seconds:g} s"

NO_SESSION_BUS = "there is no session bus"
SERVER_DOES_NOT_TELL = "{server} does not report do-not-disturb ({why})"
NO_GSETTINGS = "the program gsettings is missing"
GSETTINGS_SAYS = "gsettings says {text!r}"
NO_DISPLAY = "there is no display"
NO_TOPLEVELS = "this Wayland desktop does not report full-screen windows to other programs"
NO_WINDOW_MANAGER = "no window manager reports full-screen windows"
